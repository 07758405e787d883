// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/networks/weights/pickle_reader.h"

#include <cstring>
#include <unordered_map>

#include "engine/base/user_error.h"

namespace anchor {
namespace {

constexpr size_t mostStack = 1'000'000;

const std::unordered_map<std::string, at::ScalarType> storageTypes{
    {"torch.FloatStorage", at::kFloat}, {"torch.DoubleStorage", at::kDouble},
    {"torch.HalfStorage", at::kHalf},   {"torch.LongStorage", at::kLong},
    {"torch.IntStorage", at::kInt},     {"torch.ShortStorage", at::kShort},
    {"torch.CharStorage", at::kChar},   {"torch.ByteStorage", at::kByte},
    {"torch.BoolStorage", at::kBool},   {"torch.BFloat16Storage", at::kBFloat16}};

/// Everything that a pickle made. Values may hold each other in circles or a million deep: they are emptied
/// one by one, where a chain of destructors would leave the first ones in memory and run out of stack over
/// the others.
struct AllValues {
  AllValues() = default;
  AllValues(const AllValues&) = delete;
  AllValues& operator=(const AllValues&) = delete;
  ~AllValues() {
    for (const PicklePointer& value : values) value->value = std::monostate{};
  }
  std::vector<PicklePointer> values;
};

/// The stack machine of Python's pickle protocol 0-5, restricted. Nothing it reads is ever called.
class Machine {
 public:
  Machine(std::string_view bytes, size_t& position, const std::string& place)
      : m_bytes(bytes), m_at(position), m_place(place) {}

  PicklePointer run() {
    while (true) {
      const auto code = static_cast<uint8_t>(take(1)[0]);
      if (code == '.') return {m_all, pop().get()};  // the whole lasts as long as what it ends in
      step(code);
      if (m_stack.size() > mostStack) fail("it nests too deep");
    }
  }

 private:
  [[noreturn]] void fail(const std::string& why) const {
    throw UserError(m_place, say("cannot be read as a tensor file: %1", why),
                    say("Nothing in it was executed"));
  }
  [[noreturn]] void refuse(const std::string& object) const {
    throw UserError(m_place,
                    say("contains the Python object %1, a pickled module instead of a dictionary of tensors; "
                        "it was rejected, and nothing in it was executed",
                        object),
                    say("In Python, save model.state_dict() instead of the model"));
  }
  std::string_view take(size_t count) {
    if (count > m_bytes.size() - m_at) fail("it ends in the middle");
    const std::string_view part = m_bytes.substr(m_at, count);
    m_at += count;
    return part;
  }
  template <class T>
  T number() {
    T value;
    std::memcpy(&value, take(sizeof(T)).data(), sizeof(T));
    return value;
  }
  std::string line() {
    const size_t end = m_bytes.find('\n', m_at);
    if (end == std::string_view::npos) fail("it ends in the middle");
    const std::string text(m_bytes.substr(m_at, end - m_at));
    m_at = end + 1;
    return text;
  }
  template <class T>
  void push(T value) {
    m_all->values.push_back(std::make_shared<PickleValue>(PickleValue{std::move(value)}));
    m_stack.push_back(m_all->values.back());
  }
  PicklePointer pop() {
    if (m_stack.empty() || !m_stack.back()) fail("its stack is empty");
    PicklePointer top = m_stack.back();
    m_stack.pop_back();
    return top;
  }
  PicklePointer& top() {
    if (m_stack.empty() || !m_stack.back()) fail("its stack is empty");
    return m_stack.back();
  }
  /// Everything above the last mark (a null pointer on the stack), which is removed too.
  std::vector<PicklePointer> popMark() {
    std::vector<PicklePointer> items;
    while (!m_stack.empty() && m_stack.back()) {
      items.push_back(m_stack.back());
      m_stack.pop_back();
    }
    if (m_stack.empty()) fail("a mark is missing");
    m_stack.pop_back();
    return {items.rbegin(), items.rend()};
  }
  template <class T>
  T& as(const PicklePointer& value, const char* what) {
    T* found = std::get_if<T>(&value->value);
    if (found == nullptr) fail(std::string(what) + " was expected");
    return *found;
  }
  void sequence(std::vector<PicklePointer> items) { push(PickleSequence{std::move(items)}); }
  void tuple(size_t count) {
    std::vector<PicklePointer> items(count);
    for (size_t i = count; i-- > 0;) items[i] = pop();
    sequence(std::move(items));
  }
  void setItems(std::vector<PicklePointer> items) {
    auto& dict = as<PickleDict>(top(), "a dictionary");
    if (items.size() % 2 != 0) fail("a dictionary has a key without value");
    for (size_t i = 0; i < items.size(); i += 2) dict.items.emplace_back(items[i], items[i + 1]);
  }
  void append(const std::vector<PicklePointer>& items) {
    auto& list = as<PickleSequence>(top(), "a list");
    list.items.insert(list.items.end(), items.begin(), items.end());
  }
  void longInteger(size_t bytes) {
    if (bytes > 16) fail("it holds a very long integer");
    const std::string_view digits = take(bytes);
    int64_t value = !digits.empty() && (digits.back() & 0x80) != 0 ? -1 : 0;
    for (size_t i = std::min<size_t>(bytes, 8); i-- > 0;)
      value = static_cast<int64_t>(static_cast<uint64_t>(value) << 8) | static_cast<uint8_t>(digits[i]);
    push(value);
  }
  void remember(uint64_t key) { m_memo[key] = top(); }
  void recall(uint64_t key) {
    const auto found = m_memo.find(key);
    if (found == m_memo.end()) fail("it refers to an object that is not there");
    m_stack.push_back(found->second);
  }
  void persistent() {
    const PicklePointer storage = pop();
    const auto& parts = as<PickleSequence>(storage, "a storage").items;
    if (parts.size() < 5 || as<std::string>(parts[0], "a storage") != "storage")
      fail("a storage is malformed");
    const std::string& name = as<PickleGlobal>(parts[1], "a storage type").name;
    const auto type = storageTypes.find(name);
    if (type == storageTypes.end()) refuse(name);
    push(PickleStorage{as<std::string>(parts[2], "a storage key"), type->second,
                       as<int64_t>(parts[4], "a storage size")});
  }
  std::vector<int64_t> integers(const PicklePointer& value) {
    std::vector<int64_t> numbers;
    for (const auto& item : as<PickleSequence>(value, "a shape").items)
      numbers.push_back(as<int64_t>(item, "a number"));
    return numbers;
  }
  void reduce() {
    const PicklePointer arguments = pop();
    const std::string name = as<PickleGlobal>(pop(), "a function").name;
    const auto& list = as<PickleSequence>(arguments, "arguments").items;
    if (name == "collections.OrderedDict") return push(PickleDict{});
    if (name == "torch._utils._rebuild_parameter" && !list.empty()) return m_stack.push_back(list[0]);
    if ((name == "torch._utils._rebuild_tensor_v2" || name == "torch._utils._rebuild_tensor") &&
        list.size() >= 4)
      return push(PickleTensor{as<PickleStorage>(list[0], "a storage"), as<int64_t>(list[1], "an offset"),
                               integers(list[2]), integers(list[3])});
    refuse(name);
  }
  void global(const std::string& name) {
    static const char* const allowed[] = {"collections.OrderedDict", "torch._utils._rebuild_tensor_v2",
                                          "torch._utils._rebuild_tensor", "torch._utils._rebuild_parameter"};
    const bool known = std::find(std::begin(allowed), std::end(allowed), name) != std::end(allowed) ||
                       storageTypes.contains(name);
    if (!known) refuse(name);
    push(PickleGlobal{name});
  }
  void step(uint8_t code);

  std::shared_ptr<AllValues> m_all = std::make_shared<AllValues>();
  std::string_view m_bytes;
  size_t& m_at;
  std::string m_place;
  std::vector<PicklePointer> m_stack;
  std::unordered_map<uint64_t, PicklePointer> m_memo;
};

void Machine::step(uint8_t code) {
  switch (code) {
    case 0x80:
      take(1);
      break;  // PROTO
    case 0x95:
      take(8);
      break;  // FRAME
    case '(':
      m_stack.push_back(nullptr);
      break;  // MARK
    case 'N':
      push(std::monostate{});
      break;
    case 0x88:
      push(true);
      break;
    case 0x89:
      push(false);
      break;
    case 'J':
      push(int64_t{number<int32_t>()});
      break;
    case 'K':
      push(int64_t{number<uint8_t>()});
      break;
    case 'M':
      push(int64_t{number<uint16_t>()});
      break;
    case 0x8a:
      longInteger(number<uint8_t>());
      break;
    case 0x8b:
      longInteger(number<uint32_t>());
      break;
    case 'G': {  // BINFLOAT, big-endian
      const uint64_t bits = __builtin_bswap64(number<uint64_t>());
      double value;
      std::memcpy(&value, &bits, 8);
      push(value);
      break;
    }
    case 'X':
      push(std::string(take(number<uint32_t>())));
      break;
    case 0x8c:
      push(std::string(take(number<uint8_t>())));
      break;
    case 0x8d:
      push(std::string(take(number<uint64_t>())));
      break;
    case 'T':
      push(std::string(take(number<uint32_t>())));
      break;
    case 'U':
      push(std::string(take(number<uint8_t>())));
      break;
    case '}':
      push(PickleDict{});
      break;
    case ']':
      sequence({});
      break;
    case ')':
      sequence({});
      break;
    case 't':
      sequence(popMark());
      break;
    case 'l':
      sequence(popMark());
      break;
    case 0x85:
      tuple(1);
      break;
    case 0x86:
      tuple(2);
      break;
    case 0x87:
      tuple(3);
      break;
    case 'a':
      append({pop()});
      break;
    case 'e':
      append(popMark());
      break;
    case 's': {
      const PicklePointer value = pop();
      const PicklePointer key = pop();
      setItems({key, value});
      break;
    }
    case 'u':
      setItems(popMark());
      break;
    case 'q':
      remember(number<uint8_t>());
      break;
    case 'r':
      remember(number<uint32_t>());
      break;
    case 0x94:
      remember(m_memo.size());
      break;  // MEMOIZE
    case 'h':
      recall(number<uint8_t>());
      break;
    case 'j':
      recall(number<uint32_t>());
      break;
    case 'c': {
      const std::string module = line();
      global(module + "." + line());
      break;
    }
    case 0x93: {
      const std::string name = as<std::string>(pop(), "a name");
      global(as<std::string>(pop(), "a module") + "." + name);
      break;
    }
    case 'Q':
      persistent();
      break;
    case 'R':
      reduce();
      break;
    case 'b':
      pop();
      break;  // BUILD: attributes of the dictionary, not needed
    case '0':
      pop();
      break;
    default:
      fail("it uses the pickle instruction " + std::to_string(code) + ", which tensors do not need");
  }
}

}  // namespace

PicklePointer readPickle(std::string_view bytes, size_t& position, const std::string& place) {
  return Machine(bytes, position, place).run();
}

}  // namespace anchor
