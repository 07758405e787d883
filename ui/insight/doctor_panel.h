// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>
#include <set>

#include "engine/inspection/label_doctor.h"
#include "ui/insight/autopsy_source.h"
#include "ui/labelling/project_session.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// Labels that are probably wrong, strongest doubt first: accept the suggestion, go and fix it by hand, or
/// dismiss it, each with one key. Judges the project's labels of now by the predictions of
/// the run, or of another run of the project that did not train on the image (cross-validation).
class DoctorPanel : public QWidget, public ProjectPart {
  Q_OBJECT
 public:
  DoctorPanel(ProjectSession* session, AutopsySource* source, QWidget* parent);
  [[nodiscard]] int shown() const { return m_list->rowCount(); }
  /// What one walks through with the arrow keys.
  [[nodiscard]] QWidget* list() const { return m_list; }

 Q_SIGNALS:
  /// Shows the doubted place: the suggestion as a box with words.
  void openDoubt(qint64 image, qint64 box, const QRectF& suggestion, const QString& words);

 private:
  void forgetProject() override;
  struct Doubt {
    int64_t image = 0, box = 0, other = 0;  ///< of the project; 0 = none
    Suspicion suspicion;
    std::string className;  ///< suggested
    bool trained = false;
    bool ofAnotherRun = false;  ///< the prediction is another run's, which did not train on the image
    std::string key;            ///< what a dismissal is remembered by
  };
  void examine();
  void readAutopsies();
  void judge();
  void judgeImage(int64_t id, const AutopsyFile& file, const AutopsyFile::Image& image, bool ofAnotherRun,
                  const std::vector<LabelClass>& classes);
  void show();
  void openRow(int row);
  void accept();
  void dismiss();
  void remove(int row);
  void loadDismissed();
  void saveDismissed();
  [[nodiscard]] QString kindText(LabelDoubt kind) const;
  ProjectSession* m_session;
  AutopsySource* m_source;
  std::vector<AutopsySource::RunAutopsy> m_autopsies;
  std::vector<Doubt> m_doubts;
  std::set<std::string> m_dismissed;
  QComboBox* m_kind;
  QCheckBox* m_heldOut;
  QPushButton *m_examine, *m_accept, *m_fix, *m_dismiss;
  QProgressBar* m_progress;
  QLabel* m_words;
  QTableWidget* m_list;
};

}  // namespace anchor
