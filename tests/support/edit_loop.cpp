// Edits a project for ever and says on standard output what has been acknowledged; killed by tst_kills.
#include <cstdio>

#include "datasets/project/project_store.h"

int main(int, char** argv) {
  const auto store = anchor::ProjectStore::open(argv[1]);
  const int64_t image = store->images().front().id;
  const int64_t label = store->classes().front().id;
  for (int i = 0;; ++i) {
    anchor::LabelBox box;
    box.classId = label;
    box.x1 = i;
    box.y1 = 1;
    box.x2 = i + 5;
    box.y2 = 9;
    const int64_t id = store->addBox(image, box);
    if (i % 3 == 2) store->removeBox(image, id);
    std::printf("%lld %d\n", static_cast<long long>(id), i % 3 == 2 ? 0 : 1);
    std::fflush(stdout);
  }
}
