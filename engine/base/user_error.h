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
  /// A fault that was put into words already, for example by another process.
  static UserError inWords(const std::string& words);

 private:
  struct Words {};
  UserError(Words, const std::string& words) : std::runtime_error(words) {}
};

}  // namespace anchor
