// Parsed once for the whole engine: torch costs 25 s in each file that reads it alone.
#include <torch/torch.h>
