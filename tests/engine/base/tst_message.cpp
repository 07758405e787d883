// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/base/message_json.h"
#include "engine/base/user_error.h"
#include "engine/protocol/run_event.h"
#include "engine/protocol/serve_message.h"

using namespace anchor;

namespace QTest {
template <>
char* toString(const std::string& text) {
  return qstrdup(text.c_str());
}
}  // namespace QTest

class TestMessage : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void values_take_their_places_in_one_pass() {
    QCOMPARE(say("%2 before %1", "a %2", 7).english(), std::string("7 before a %2"));
    QCOMPARE(say("box %1", say("%1 of %2", 3, 4)).english(), std::string("box 3 of 4"));
    QCOMPARE(filledIn("%10%1", {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}), std::string("ja"));
    QCOMPARE(filledIn("100% of %3, %0 and %", {"a"}), std::string("100% of %3, %0 and %"));
    // Without values a percent sign is nothing but that.
    QCOMPARE(asTold("a %1 in a text of somebody's").english(), std::string("a %1 in a text of somebody's"));
  }
  void lists_are_joined() {
    QVERIFY(joined({}, ", ").empty());
    QCOMPARE(joined({say("one")}, ", ").english(), std::string("one"));
    QCOMPARE(joined({say("one"), say("%1", "two"), say("three")}, "; ").english(),
             std::string("one; two; three"));
    QCOMPARE(joined(std::vector<Message>(200, say("x")), "").english().size(), size_t{99});
  }
  void an_error_says_place_reason_and_remedy() {
    QCOMPARE(std::string(UserError("a.st", say("is incomplete"), say("Download it again")).what()),
             std::string("a.st: is incomplete. Download it again"));
    QCOMPARE(std::string(UserError({"a.xml", 3, say("has no %1", "size"), {}}).what()),
             std::string("a.xml:3: has no size"));
    QCOMPARE(Problem({"", 0, say("all of it"), say("Stop")}).text(), std::string("all of it. Stop"));
    QCOMPARE(messageOf(std::runtime_error("of a library")).english(), std::string("of a library"));
  }
  void json_keeps_the_parts() {
    const Message message = say("%1: %2. %3", "a.st", say("has %1", say("no class")), say("Stop"));
    QVERIFY(messageFromJson(messageJson(message)) == message);
    QVERIFY(messageFromText(messageText(message)) == message);
    // What has no values is a text, as older versions wrote and read it.
    QCOMPARE(messageText(say("is incomplete")), std::string("is incomplete"));
    QVERIFY(messageFromText("is incomplete") == say("is incomplete"));
    QVERIFY(messageFromText(R"({"format": 3})") == asTold(R"({"format": 3})"));
    QVERIFY(messageFromText(R"({"format":"%1","values":[1]})") == asTold(R"({"format":"%1","values":[1]})"));
  }
  void json_of_strangers_is_refused() {
    std::string deep;
    for (int i = 0; i < 100; ++i) deep += R"({"format":"%1","values":[)";
    deep += "\"x\"";
    for (int i = 0; i < 100; ++i) deep += "]}";
    QVERIFY(messageFromText(deep) == asTold(deep));
    // Bytes that are no UTF-8 do not end the program.
    QVERIFY(!messageText(say("has the name %1", "\xB9\xB7")).empty());
  }
  void events_are_read_by_programs_of_before_and_after() {
    const Message message = say("%1: %2", "a.jpg", say("is incomplete"));
    const std::string line = eventLine({1, WarningEvent{5, message}});
    QVERIFY(line.find(R"("message":"a.jpg: is incomplete")") != line.npos);
    const auto read = parseEventLine(line);
    QVERIFY(std::get<WarningEvent>(read->body).message == message);
    // A program of before wrote the text alone; where a person changed the text, it counts.
    const auto old = parseEventLine(R"({"type":"warning","time":1,"iteration":5,"message":"a %1"})");
    QVERIFY(std::get<WarningEvent>(old->body).message == asTold("a %1"));
    const auto changed =
        parseEventLine(R"({"type":"warning","time":1,"iteration":5,"message":"new","message_parts":"old"})");
    QVERIFY(std::get<WarningEvent>(changed->body).message == asTold("new"));
    ServeAnswer answer;
    answer.type = "failed";
    answer.message = message;
    QVERIFY(parseMessage<ServeAnswer>(messageLine(answer))->message == message);
  }
  void where_the_parts_are_broken_the_text_counts() {
    const auto event =
        parseEventLine(R"({"type":"warning","time":1,"message":"a","message_parts":{"format":3}})");
    QVERIFY(std::get<WarningEvent>(event->body).message == asTold("a"));
  }
};

QTEST_APPLESS_MAIN(TestMessage)
#include "tst_message.moc"
