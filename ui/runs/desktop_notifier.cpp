// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/desktop_notifier.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

#include "ui/shared/settings.h"

namespace anchor {
namespace {

const QString service = QStringLiteral("org.freedesktop.Notifications");
const QString path = QStringLiteral("/org/freedesktop/Notifications");

}  // namespace

DesktopNotifier::DesktopNotifier(QObject* parent) : QObject(parent) {}

bool DesktopNotifier::wanted() { return Settings::yes(setting::notifyRunEnd); }

void DesktopNotifier::notify(const QString& title, const QString& words) {
  QDBusConnection bus = QDBusConnection::sessionBus();
  if (!bus.isConnected()) return;
  if (!m_listens)
    m_listens = bus.connect(service, path, service, QStringLiteral("ActionInvoked"), this,
                            SLOT(invoked(uint, QString)));
  QDBusMessage call = QDBusMessage::createMethodCall(service, path, service, QStringLiteral("Notify"));
  // Their text may hold marks of HTML; a name may look like one.
  call << QStringLiteral("Anchor Studio") << m_id << QStringLiteral("anchor-studio") << title
       << words.toHtmlEscaped() << QStringList{QStringLiteral("default"), tr("Show the run")}
       << QVariantMap{{QStringLiteral("desktop-entry"), QStringLiteral("anchor-studio")}} << -1;
  auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
  connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
    watcher->deleteLater();
    const QDBusPendingReply<uint> reply = *watcher;
    if (!reply.isError()) m_id = reply.value();
  });
}

void DesktopNotifier::invoked(uint id, const QString& action) {
  if (id == m_id && id != 0 && action == QLatin1String("default")) Q_EMIT clicked();
}

}  // namespace anchor
