# Configures and builds engine/ alone with Qt, OpenCV and SQLite switched off, and runs its selftest.
execute_process(COMMAND ${CMAKE_COMMAND} -S ${ROOT}/engine -B ${BINARY} -G Ninja -DCMAKE_BUILD_TYPE=Release -DLIBTORCH_ROOT=${LIBTORCH_ROOT}
    -DCMAKE_DISABLE_FIND_PACKAGE_Qt6=ON -DCMAKE_DISABLE_FIND_PACKAGE_OpenCV=ON -DCMAKE_DISABLE_FIND_PACKAGE_SQLite3=ON
  COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${BINARY} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${BINARY}/bin/anchor-selftest COMMAND_ERROR_IS_FATAL ANY)
