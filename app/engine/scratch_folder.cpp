#include "app/engine/scratch_folder.h"

#include <cstdlib>

#include "engine/run/user_error.h"

namespace anchor {

ScratchFolder::ScratchFolder() {
  // Short: names of sockets may lie in it, and those are limited to a hundred letters.
  std::string name = (std::filesystem::temp_directory_path() / "anchor-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw UserError(name, "cannot be made", "Check free space");
  m_path = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(m_path, ignored);
}

}  // namespace anchor
