#include "engine/base/user_error.h"

namespace anchor {

UserError::UserError(const std::string& place, const std::string& reason, const std::string& remedy)
    : std::runtime_error(place + ": " + reason + (remedy.empty() ? "" : ". " + remedy)) {}

UserError UserError::inWords(const std::string& words) { return {Words{}, words}; }

}  // namespace anchor
