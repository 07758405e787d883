// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the manual's page of parameters in each language from the table and the translations.
// parameters_page CHECKOUT [--check]: with --check only says whether the pages are those of the table.

#include <QDir>
#include <QHash>
#include <QRegularExpression>
#include <cstdio>

#include "engine/config/parameters.h"
#include "tests/support/text_catalogue.h"

using namespace anchor;

namespace {

struct Language {
  QString code, title, intro, run, head, wholeNumber, text, texts, numbers, absentTitle, absentHead;
};

const QList<Language>& languages() {
  static const QList<Language> all{
      {QStringLiteral("en"), QStringLiteral("Parameters"),
       QStringLiteral(
           "All settings of a run. They are listed under *All parameters* in the Train dialog and saved in "
           "the run's `config.json`; in a shell, set one with `--set solver.batch=4`. Presets override some "
           "of the defaults. The last column gives the names in py-faster-rcnn, then those in "
           "simple-faster-rcnn-pytorch and torchvision."),
       QStringLiteral("Run"),
       QStringLiteral("parameter | default | allowed | meaning | in the original systems"),
       QStringLiteral("whole numbers"), QStringLiteral("text"), QStringLiteral("texts"),
       QStringLiteral("numbers"), QStringLiteral("Settings of py-faster-rcnn that have no parameter here"),
       QStringLiteral("setting | reason")},
      {QStringLiteral("zh_CN"), QStringLiteral("参数"),
       QStringLiteral(
           "一次运行的全部设置：训练对话框的“全部参数”列出它们，运行的 `config.json` 保存它们，在命令行中用 "
           "`--set solver.batch=4` 设定其中一项。预设会改动一部分默认值。最后一列先是 py-faster-rcnn "
           "中的名称，然后是 simple-faster-rcnn-pytorch 和 torchvision 中的名称。"),
       QStringLiteral("运行"), QStringLiteral("参数 | 默认值 | 允许的值 | 含义 | 在原系统中"),
       QStringLiteral("整数"), QStringLiteral("文字"), QStringLiteral("若干文字"), QStringLiteral("若干数"),
       QStringLiteral("py-faster-rcnn 中在这里没有对应参数的设置"), QStringLiteral("设置 | 原因")}};
  return all;
}

class Page {
 public:
  Page(const Language& language, const QString& translations) : m_language(language) {
    if (language.code == QLatin1String("en")) return;
    for (const test::Text& e : test::catalogue(translations))
      m_words[e.context + QLatin1Char('/') + e.source] = e.translation;
  }

  [[nodiscard]] QString written() const {
    QString page = QStringLiteral("# %1\n%2\n").arg(m_language.title, m_language.intro);
    std::vector<std::string> sections;  // the first parts of the paths, "" last
    for (const Parameter& p : parameters())
      if (const std::string name = sectionOf(p); !name.empty() && std::ranges::count(sections, name) == 0)
        sections.push_back(name);
    sections.emplace_back();
    for (const std::string& section : sections) {
      page += table(section.empty() ? m_language.run : words("Parameters", sectionTitle(section)),
                    m_language.head);
      for (const Parameter& p : parameters())
        if (sectionOf(p) == section) page += row(p);
    }
    page += table(m_language.absentTitle, m_language.absentHead);
    for (const AbsentParameter& absent : absentParameters())
      page += line({plain(QString::fromUtf8(absent.original)), words("Parameters", absent.reason)});
    return page;
  }

 private:
  static std::string sectionOf(const Parameter& p) {
    const std::string path = p.path;
    const size_t point = path.find('.');
    return point == std::string::npos ? std::string() : path.substr(0, point);
  }
  [[nodiscard]] QString words(const char* context, const char* source) const {
    const QString english = QString::fromUtf8(source);
    return m_words.value(QLatin1String(context) + QLatin1Char('/') + english, english);
  }
  static QString line(const QStringList& cells) {
    return QStringLiteral("| ") + cells.join(QStringLiteral(" | ")) + QStringLiteral(" |\n");
  }
  static QString table(const QString& title, const QString& head) {
    QStringList rule;
    for (qsizetype i = head.count(QLatin1Char('|')); i >= 0; --i) rule << QStringLiteral("---");
    return QStringLiteral("\n## %1\n").arg(title) + line({head}) +
           QStringLiteral("|%1|\n").arg(rule.join(QLatin1Char('|')));
  }
  static QString code(const QString& text) { return QLatin1Char('`') + text + QLatin1Char('`'); }
  /// An underscore at the beginning of a word would make what follows slanted.
  static QString plain(QString text) {
    static const QRegularExpression begins(QStringLiteral("(?<![A-Za-z0-9])_"));
    return text.replace(begins, QStringLiteral("\\_"));
  }
  /// As it can be typed behind --set; numbers without the digits that a float has beyond its own.
  static QString typed(const Json& value) {
    if (value.is_number_float()) return QString::number(value.get<float>());
    if (value.is_string() && !value.get<std::string>().empty())
      return QString::fromStdString(value.get<std::string>());
    if (!value.is_array()) return QString::fromStdString(value.dump());
    QStringList all;
    for (const Json& one : value) all << typed(one);
    return QLatin1Char('[') + all.join(QStringLiteral(", ")) + QLatin1Char(']');
  }
  [[nodiscard]] QString kindOf(const Parameter& p) const {
    RunConfig any;
    const ParameterPlace place = p.in(any);
    if (std::holds_alternative<bool*>(place)) return QStringLiteral("`true`, `false`");
    if (std::holds_alternative<int*>(place)) return m_language.wholeNumber;
    if (std::holds_alternative<std::string*>(place)) return m_language.text;
    if (std::holds_alternative<std::vector<std::string>*>(place)) return m_language.texts;
    return m_language.numbers;
  }
  [[nodiscard]] QString allowed(const Parameter& p) const {
    if (const auto choices = choicesOf(p); !choices.empty()) {
      QStringList names;
      for (const char* name : choices) names << code(QLatin1String(name));
      return names.join(QStringLiteral(", "));
    }
    Message rule = ruleWords(p);
    if (rule.empty()) return kindOf(p);
    rule.format = words("Sentences", rule.format.c_str()).toStdString();
    return QString::fromStdString(rule.english());
  }
  [[nodiscard]] QString row(const Parameter& p) const {
    return line({code(QLatin1String(p.path)), code(typed(valueOf(RunConfig{}, p))), allowed(p),
                 words("Parameters", p.says), plain(QString::fromUtf8(p.original))});
  }

  const Language& m_language;
  QHash<QString, QString> m_words;  ///< by "context/source"
};

bool writeOrCheck(const QString& file, const QByteArray& page, bool check) {
  QFile old(file);
  if (old.open(QIODevice::ReadOnly) && old.readAll() == page) return true;
  old.close();
  if (check) {
    std::fprintf(stderr, "%s is not the page of the table; build update_parameters_page\n", qPrintable(file));
    return false;
  }
  QFile out(file);
  return out.open(QIODevice::WriteOnly) && out.write(page) == page.size();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const QDir checkout(QString::fromLocal8Bit(argv[1]));
  const bool check = argc > 2 && qstrcmp(argv[2], "--check") == 0;
  bool ok = true;
  for (const Language& language : languages()) {
    const Page page(language,
                    checkout.filePath(QStringLiteral("translations/anchor_%1.ts").arg(language.code)));
    const QString file = checkout.filePath(QStringLiteral("docs/manual/%1/parameters.md").arg(language.code));
    ok = writeOrCheck(file, page.written().toUtf8(), check) && ok;
  }
  return ok ? 0 : 1;
}
