// SPDX-License-Identifier: GPL-3.0-or-later
// A project's database, as another program or a broken disk left it.
#include "datasets/project/project_store.h"
#include "engine/base/user_error.h"
#include "tests/fuzz/fuzz_place.h"

using namespace anchor;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::filesystem::path folder = fuzz::place() / "p";
  std::filesystem::remove_all(folder);
  fuzz::put(folder / "project.anchor", {reinterpret_cast<const char*>(data), size});
  fuzz::mayRefuse<UserError>([&] {
    const auto store = ProjectStore::open(folder);
    for (const ImageEntry& image : store->images()) (void)store->boxes(image.id);
    (void)store->classes();
    (void)store->fingerprint();
  });
  return 0;
}
