# twofold_archives() links every executable of the calling folder with the archives of gRPC, RocksDB
# and what they stand on, so that it starts without loading and relocating some sixty libraries.
# The C library and OpenSSL stay shared: they are mended without us. Nothing changes for sanitizers.
function(twofold_archives)
  if(TWOFOLD_SANITIZE)
    return()
  endif()
  file(GLOB absl RELATIVE /usr/lib/${CMAKE_LIBRARY_ARCHITECTURE}
       /usr/lib/${CMAKE_LIBRARY_ARCHITECTURE}/libabsl_*.a)
  list(TRANSFORM absl REPLACE "^lib(.*)\\.a$" "-l\\1")
  set(libraries -lgrpc++ -lgrpc -lgpr -lprotobuf ${absl} -lrocksdb -lsodium -lupb -lre2 -lcares
      -laddress_sorting -lsnappy -llz4 -lzstd -lbz2 -lgflags -lz)
  list(JOIN libraries " " libraries)
  set(CMAKE_EXE_LINKER_FLAGS
      "${CMAKE_EXE_LINKER_FLAGS} -static-libstdc++ -static-libgcc -Wl,--gc-sections -Wl,-Bstatic"
      PARENT_SCOPE)
  set(CMAKE_CXX_STANDARD_LIBRARIES
      "-Wl,--start-group ${libraries} -Wl,--end-group -Wl,-Bdynamic -lssl -lcrypto" PARENT_SCOPE)
endfunction()
