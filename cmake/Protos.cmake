# twofold_proto(NAME FILES a.proto ... [SERVICES] [USES other_proto ...])
# Makes `NAME` (messages) and, with SERVICES, `NAME_grpc` (stubs and service bases).
find_program(PROTOC protoc REQUIRED)
find_program(GRPC_CPP_PLUGIN grpc_cpp_plugin REQUIRED)
set(TWOFOLD_GENERATED ${CMAKE_BINARY_DIR}/generated)
file(MAKE_DIRECTORY ${TWOFOLD_GENERATED})

function(twofold_proto name)
  cmake_parse_arguments(PROTO "SERVICES" "" "FILES;USES" ${ARGN})
  set(message_sources)
  set(service_sources)
  foreach(file ${PROTO_FILES})
    string(REGEX REPLACE "\\.proto$" "" stem ${file})
    set(base ${TWOFOLD_GENERATED}/${stem})
    add_custom_command(
      OUTPUT ${base}.pb.cc ${base}.pb.h
      COMMAND ${PROTOC} -I${CMAKE_CURRENT_SOURCE_DIR} --cpp_out=${TWOFOLD_GENERATED}
              ${CMAKE_CURRENT_SOURCE_DIR}/${file}
      DEPENDS ${file} VERBATIM)
    list(APPEND message_sources ${base}.pb.cc)
    if(PROTO_SERVICES)
      add_custom_command(
        OUTPUT ${base}.grpc.pb.cc ${base}.grpc.pb.h
        COMMAND ${PROTOC} -I${CMAKE_CURRENT_SOURCE_DIR} --grpc_out=${TWOFOLD_GENERATED}
                --plugin=protoc-gen-grpc=${GRPC_CPP_PLUGIN} ${CMAKE_CURRENT_SOURCE_DIR}/${file}
        DEPENDS ${file} VERBATIM)
      list(APPEND service_sources ${base}.grpc.pb.cc)
    endif()
  endforeach()
  add_library(${name} STATIC ${message_sources})
  target_include_directories(${name} SYSTEM PUBLIC ${TWOFOLD_GENERATED})
  target_link_libraries(${name} PUBLIC outside_protobuf ${PROTO_USES})
  target_compile_options(${name} PRIVATE -w)
  if(PROTO_SERVICES)
    add_library(${name}_grpc STATIC ${service_sources})
    target_link_libraries(${name}_grpc PUBLIC ${name} outside_grpc)
    target_compile_options(${name}_grpc PRIVATE -w)
  endif()
endfunction()
