# A room is a static library with a stated list of what it may link: other rooms (USES) and
# outside libraries (OUTSIDE). tests/layers checks both lists against docs/ARCHITECTURE.md.
#
# Outside libraries are linked by plain name (-lfoo), never by an imported target's path, so that
# the same rooms serve the dynamically linked daemon and the fully static client.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

function(twofold_outside name)
  add_library(outside_${name} INTERFACE)
  target_link_libraries(outside_${name} INTERFACE ${ARGN})
endfunction()

pkg_check_modules(ABSL REQUIRED absl_status absl_statusor absl_strings absl_str_format absl_time
                  absl_cord absl_flat_hash_map absl_flat_hash_set absl_hash)
twofold_outside(absl ${ABSL_LDFLAGS})
twofold_outside(protobuf protobuf Threads::Threads)
twofold_outside(grpc grpc++ grpc gpr)
twofold_outside(rocksdb rocksdb)
twofold_outside(sodium sodium)
twofold_outside(nghttp2 nghttp2)
twofold_outside(utf8proc utf8proc)
twofold_outside(sqlite sqlite3)
twofold_outside(zip zip)
twofold_outside(seccomp seccomp)
twofold_outside(json)   # header only
twofold_outside(toml)   # header only
twofold_outside(cli11)  # header only

function(twofold_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;USES;OUTSIDE" ${ARGN})
  add_library(${name} STATIC ${ROOM_SOURCES})
  list(TRANSFORM ROOM_OUTSIDE PREPEND outside_)
  target_link_libraries(${name} PUBLIC ${ROOM_USES} ${ROOM_OUTSIDE})
  set_property(GLOBAL APPEND PROPERTY TWOFOLD_ROOMS ${name})
endfunction()
