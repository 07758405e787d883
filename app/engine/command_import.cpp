// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "app/engine/checked_number.h"
#include "app/engine/commands.h"
#include "app/engine/progress_line.h"
#include "app/engine/scratch_folder.h"
#include "datasets/formats/export_walk.h"
#include "datasets/formats/label_import.h"
#include "datasets/formats/voc.h"
#include "datasets/sample/sample_project.h"
#include "engine/base/json_fields.h"

namespace anchor {
namespace {

Progress shownOn(const ProgressLine& line) {
  return [&line](int64_t done, int64_t all) {
    line.show(done, all);
    return true;
  };
}

struct Options {
  std::string project, voc, labels, folder, units, table;
  std::vector<std::string> columns;
  std::optional<int> pixelsFrom;
  bool json = false, dry = false;
};

/// The mapper's six columns, by name or number, in a table whose separator is found out.
DetectedLabels tableWith(const std::string& file, const Options& o) {
  if (o.columns.size() != 6)
    throw UserError("--columns", inEnglish("needs six columns: image,class,x1,y1,x2,y2"));
  CsvColumns columns;
  CsvPreview preview;
  for (const char separator : {',', ';', '\t'}) {
    preview = previewCsv(file, separator);
    columns.separator = separator;
    if (preview.columns >= o.columns.size()) break;
  }
  if (preview.rows.empty()) throw UserError(file, inEnglish("holds no rows"));
  int* const targets[] = {&columns.image,  &columns.label,  &columns.box[0],
                          &columns.box[1], &columns.box[2], &columns.box[3]};
  const auto& header = preview.rows.front();
  for (size_t i = 0; i < o.columns.size(); ++i) {
    const auto named = std::find(header.begin(), header.end(), o.columns[i]);
    *targets[i] = named != header.end() ? static_cast<int>(named - header.begin())
                                        : std::atoi(o.columns[i].c_str()) - 1;
    if (*targets[i] < 0 || *targets[i] >= static_cast<int>(preview.columns))
      throw UserError("--columns", inEnglish("there is no column " + o.columns[i]));
  }
  // A first row with a word where the box should be is a heading.
  const auto first = static_cast<size_t>(columns.box[0]);
  columns.header = first < header.size() && header[first].find_first_of("0123456789") == std::string::npos;
  return {LabelFormat::Csv, {file}, csvWords(columns, preview), columns, file};
}

/// What --units says, over what was found out.
void chooseUnits(const std::string& units, DetectedLabels& found) {
  if (units.empty()) return;
  found.columns.parts = units == "parts";
  found.columns.units = CsvColumns::Units::Chosen;
}

/// A dry run counts in the project too, or in an empty one where there is none; neither keeps anything.
int bringIn(const Options& o, const std::string& source, ImportReport& report) {
  const bool there = ProjectStore::isProject(o.project);
  if (!o.dry) {
    const auto project = there ? ProjectStore::open(o.project) : ProjectStore::create(o.project);
    return project->addImported(report.images, source, {}, SplitShares{}, report.classes, &report.ledger);
  }
  const ScratchFolder scratch;
  const auto project =
      there ? ProjectStore::open(o.project) : ProjectStore::create(scratch.path() / "project");
  return project->tryImport(report.images, source, {}, SplitShares{}, report.classes, report.ledger);
}

void printJson(const ImportReport& report, int changed, const std::string& dialect) {
  Json problems = Json::array();
  for (const Problem& p : report.problems)
    problems.push_back(
        {{"file", p.file}, {"line", p.line}, {"reason", p.reason.english()}, {"remedy", p.remedy.english()}});
  std::printf("%s\n", Json{{"images", report.images.size()},
                           {"added", changed},
                           {"boxes", report.boxCount()},
                           {"dialect", dialect},
                           {"problems", problems},
                           {"ledger", Json::parse(report.ledger.json())}}
                          .dump(2, ' ', false, Json::error_handler_t::replace)
                          .c_str());
}

void printSums(const ImportReport& report, int changed, bool dry) {
  const ImportLedger& ledger = report.ledger;
  const auto number = [](int64_t count) { return static_cast<long long>(count); };
  std::printf(dry ? "%zu images; %d would be added or filled\n" : "%zu images; %d added or filled\n",
              report.images.size(), changed);
  std::printf("%lld objects found: %lld stored, %lld merged, %lld left out\n", number(ledger.found()),
              number(ledger.stored), number(ledger.count(ObjectOutcome::Merged)),
              number(ledger.count(ObjectOutcome::LeftOut)));
  const SplitCounts& splits = ledger.splits;
  std::printf("train %lld, val %lld, test %lld", number(splits.train), number(splits.val),
              number(splits.test));
  if (splits.byChance > 0) std::printf("; %lld of them by chance", number(splits.byChance));
  std::printf("\n");
  const auto unread = std::ranges::count(ledger.files(), false, &SourceFile::read);
  if (unread > 0)
    std::printf("%lld files were not read; --ledger FILE writes which, and what became of each object\n",
                number(unread));
}

void importCommand(const Options& o) {
  const std::string source = !o.labels.empty() ? o.labels : !o.voc.empty() ? o.voc : o.folder;
  if ((o.labels.empty() ? 0 : 1) + (o.voc.empty() ? 0 : 1) + (o.folder.empty() ? 0 : 1) != 1)
    throw UserError("import", inEnglish("needs one of --labels, --voc and --images"));
  if (o.pixelsFrom && !o.folder.empty())
    throw UserError("--pixels-from", inEnglish("means nothing for images without labels"));
  ImportReport report;
  std::string dialect;
  {
    const ProgressLine line(!o.json);
    if (!o.labels.empty()) {
      auto found = o.columns.empty() ? detectLabels(o.labels) : tableWith(o.labels, o);
      if (!found) {
        Problem why = notLabels(o.labels);
        why.remedy = say("%1; for images without labels, use --images", why.remedy);
        throw UserError(why);
      }
      chooseUnits(o.units, *found);
      found->pixelsFrom = o.pixelsFrom;
      dialect = found->words.english();
      report = importLabels(*found, shownOn(line));
      if (!report.counting.empty()) dialect += ". " + report.counting.english();
    } else {
      report = o.voc.empty() ? readImageFolder(o.folder, shownOn(line))
                             : readVoc(o.voc, shownOn(line), o.pixelsFrom);
    }
  }
  const int changed = bringIn(o, source, report);
  if (!o.table.empty()) writeWholeFile(o.table, report.ledger.table());
  if (o.json) return printJson(report, changed, dialect);
  if (!dialect.empty()) std::printf("%s\n", dialect.c_str());
  printSums(report, changed, o.dry);
  for (const Problem& problem : report.problems) std::printf("  %s\n", problem.text().c_str());
}

}  // namespace

void addImport(CLI::App& app) {
  auto* command = app.add_subcommand(
      "import", "Import images and labels into a project; creates the project if it does not exist");
  auto o = std::make_shared<Options>();
  command->add_option("project", o->project, "Project folder")->required();
  command->add_option("--labels", o->labels,
                      "Labels; the format is detected from the content: Pascal VOC, COCO, YOLO (both "
                      "layouts), CreateML, CSV, or text files with box corners in pixels");
  command
      ->add_option("--columns", o->columns,
                   "Columns of a CSV file, if they cannot be detected: image,class,x1,y1,x2,y2 as names or "
                   "as numbers from 1")
      ->delimiter(',');
  command
      ->add_option(
          "--units", o->units,
          "Unit of the coordinates in a CSV file: pixels, or parts of the image's width and height (0 to 1)")
      ->check(CLI::IsMember({"pixels", "parts"}));
  command
      ->add_option("--pixels-from", o->pixelsFrom,
                   "First pixel index in Pascal VOC files or tables of corners: 0 (half-open) or 1 (both "
                   "ends included); default: inferred from the corners")
      ->check(CLI::IsMember({0, 1}));
  command->add_flag("--dry-run", o->dry, "Report what would be imported, without writing anything");
  command->add_option("--voc", o->voc, "Pascal VOC tree: JPEGImages, Annotations, ImageSets/Main");
  command->add_option("--images", o->folder, "Folder of images without labels");
  command->add_option(
      "--ledger", o->table,
      "Write a CSV table of every object that was not stored and of every file, with reasons");
  command->add_flag("--json", o->json, "Print one JSON object with the problems and the ledger");
  command->callback([o] { importCommand(*o); });
}

void addSample(CLI::App& app) {
  auto* command = app.add_subcommand("sample", "Create a sample project with generated images");
  auto project = std::make_shared<std::string>();
  auto images = std::make_shared<int>(240);
  command->add_option("project", *project, "Folder for the project")->required();
  command->add_option("--images", *images, "Number of images")
      ->capture_default_str()
      ->check(numberFrom(1, 100000));
  command->callback([project, images] {
    {
      const ProgressLine line(true);
      createSampleProject(*project, {*images}, shownOn(line));
    }
    std::printf("%s\n", project->c_str());
  });
}

}  // namespace anchor
