#pragma once
#include <stdexcept>
#include <string>

namespace anchor {

/// A fault that a person can act on. what() reads "place: reason. remedy".
/// Thrown inside the engine, caught once per program.
class UserError : public std::runtime_error {
 public:
  /// place: file, field or image; reason: what is wrong; remedy: what to do (may be empty).
  UserError(const std::string& place, const std::string& reason, const std::string& remedy = {});
};

}  // namespace anchor
