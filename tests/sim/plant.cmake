# cmake -DMUTATION=… -DSOURCE=… -DPLANTED=… -P plant.cmake: writes the file that a mutation is about
# to PLANTED, with its old text replaced by the new. Where the old text is not there exactly once the
# file stays as it is; the program that runs the mutants says so and fails.
file(READ "${MUTATION}" mutation)
string(REGEX MATCH "^file ([^\n]*)" line "${mutation}")
file(READ "${SOURCE}/${CMAKE_MATCH_1}" text)

function(part from to out)
  string(FIND "${mutation}" "\n--- ${from}\n" begin)
  string(LENGTH "\n--- ${from}\n" skipped)
  math(EXPR begin "${begin} + ${skipped}")
  string(FIND "${mutation}" "\n--- ${to}\n" end)
  math(EXPR length "${end} - ${begin}")
  if(length LESS 0)
    set(length 0)
  endif()
  string(SUBSTRING "${mutation}" ${begin} ${length} found)
  set(${out} "${found}" PARENT_SCOPE)
endfunction()
part(old new old)
part(new end new)

string(FIND "${text}" "${old}" first)
string(FIND "${text}" "${old}" last REVERSE)
if(first GREATER -1 AND first EQUAL last)
  string(REPLACE "${old}" "${new}" text "${text}")
endif()
file(WRITE "${PLANTED}" "${text}")
