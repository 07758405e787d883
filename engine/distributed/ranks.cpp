// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/distributed/ranks.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <torch/csrc/distributed/c10d/FileStore.hpp>
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroup.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#include <torch/csrc/distributed/c10d/reducer.hpp>
#ifdef USE_C10D_NCCL
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>
#endif

#include "engine/base/message_json.h"
#include "engine/base/user_error.h"
#include "engine/distributed/peer_watch.h"
#include "engine/inference/devices.h"

namespace anchor {
namespace {

// One rank evaluates while the others wait for it; a rank that dies closes its connection and is known at
// once, so only a machine that vanishes waits this long.
constexpr std::chrono::hours patience{12};
constexpr std::chrono::minutes startPatience{5};
constexpr const char* failureKey = "failure";
constexpr int64_t bucketBytes = int64_t{25} << 20;
// Small, so that the first bucket leaves early in the backward pass.
constexpr int64_t firstBucketBytes = int64_t{1} << 20;

int environmentNumber(const char* name, int fallback) {
  const char* text = std::getenv(name);
  if (text == nullptr) return fallback;
  char* end = nullptr;
  const long value = std::strtol(text, &end, 10);
  if (end == text || *end != '\0' || value < 0 || value > 65535)
    throw UserError(std::string(name) + "=" + text, say("is not a valid number"),
                    say("Start the run with torchrun, which sets it"));
  return static_cast<int>(value);
}

std::string environmentText(const char* name) {
  const char* text = std::getenv(name);
  if (text == nullptr)
    throw UserError(name, say("is not set, although WORLD_SIZE requests several processes"),
                    say("Start the run with torchrun, which sets it"));
  return text;
}

struct MeetingPlace {
  std::string name;
  std::function<c10::intrusive_ptr<c10d::Store>()> open;
};

/// A file for processes that this program started itself on one machine, else torchrun's address.
MeetingPlace meetingPlace(int rank, int size) {
  if (const char* file = std::getenv(meetingFileVariable))
    return {file, [=] { return c10::make_intrusive<c10d::FileStore>(file, size); }};
  c10d::TCPStoreOptions where;
  const std::string host = environmentText("MASTER_ADDR");
  where.port = static_cast<uint16_t>(environmentNumber("MASTER_PORT", c10d::TCPStoreOptions::kDefaultPort));
  // torchrun may keep a store of its own at that port, for all ranks to use.
  const char* agent = std::getenv("TORCHELASTIC_USE_AGENT_STORE");
  where.isServer = rank == 0 && (agent == nullptr || std::string(agent) != "True");
  where.timeout = startPatience;
  return {host + ":" + std::to_string(where.port),
          [=] { return c10::make_intrusive<c10d::TCPStore>(host, where); }};
}

/// Runs a collective; what the libraries throw when a peer is gone becomes RankLost.
template <class Work>
auto together(const Work& work) {
  try {
    return work();
  } catch (const c10::Error& error) {
    throw RankLost(error.what_without_backtrace());
  } catch (const UserError&) {
    throw;
  } catch (const std::runtime_error& error) {
    throw RankLost(error.what());
  }
}

c10::intrusive_ptr<c10d::ProcessGroupGloo> makeGloo(const c10::intrusive_ptr<c10d::Store>& store,
                                                    const std::string& name, int rank, int size) {
  auto options = c10d::ProcessGroupGloo::Options::create(patience);
  const char* interface = std::getenv("GLOO_SOCKET_IFNAME");
  options->devices.push_back(interface != nullptr
                                 ? c10d::ProcessGroupGloo::createDeviceForInterface(interface)
                                 : c10d::ProcessGroupGloo::createDefaultDevice());
  return c10::make_intrusive<c10d::ProcessGroupGloo>(c10::make_intrusive<c10d::PrefixStore>(name, store),
                                                     rank, size, options);
}

#ifdef USE_C10D_NCCL
/// For PeerWatch: through `group` nobody ever sends, so a receipt ends only with its sender. The first
/// process looks after all, each of the others after the first, which ends when any of them does.
std::vector<std::function<void()>> untilPeersGone(const c10::intrusive_ptr<c10d::ProcessGroupGloo>& group,
                                                  int rank, int size) {
  std::vector<std::function<void()>> waits;
  for (int peer = 0; peer < size; ++peer) {
    if (peer == rank || (rank != 0 && peer != 0)) continue;
    waits.emplace_back([group, peer] {
      std::vector<at::Tensor> word{at::zeros({1})};
      group->recv(word, peer, 0)->wait();
    });
  }
  return waits;
}

/// NCCL among processes that have a GPU each. It ends what it does only when abort() is called.
c10::intrusive_ptr<c10d::ProcessGroupNCCL> makeNccl(const c10::intrusive_ptr<c10d::Store>& store, int rank,
                                                    int size) {
  // Its own watchdog would end this process with a signal, before a checkpoint is written and a word said.
  ::setenv("TORCH_NCCL_ASYNC_ERROR_HANDLING", "2", /*overwrite=*/0);  // CleanUpOnly
  return c10::make_intrusive<c10d::ProcessGroupNCCL>(c10::make_intrusive<c10d::PrefixStore>("nccl", store),
                                                     rank, size);
}
#endif

class BucketAverager : public GradientAverager {
 public:
  BucketAverager(std::vector<at::Tensor> parameters, const c10::intrusive_ptr<c10d::ProcessGroup>& group) {
    const std::vector<bool> dense(parameters.size(), false);
    // Parameters are listed from the image on, gradients come from the loss on.
    std::vector<at::Tensor> backwards(parameters.rbegin(), parameters.rend());
    auto [buckets, limits] = c10d::compute_bucket_assignment_by_size(
        backwards, {static_cast<size_t>(firstBucketBytes), static_cast<size_t>(bucketBytes)}, dense);
    m_reducer = std::make_unique<c10d::Reducer>(
        std::move(backwards), std::move(buckets), group, dense, bucketBytes, /*find_unused_parameters=*/true,
        /*gradient_as_bucket_view=*/false, std::unordered_map<size_t, std::string>{}, firstBucketBytes,
        /*skip_all_reduce_unused_params=*/false, /*use_python_reducer=*/false, std::vector<int64_t>{});
  }
  void expect(const at::Tensor& loss) override {
    together([&] {
      m_reducer->prepare_for_forward();
      m_reducer->prepare_for_backward({loss});
    });
  }

 private:
  std::unique_ptr<c10d::Reducer> m_reducer;
};

}  // namespace

struct Ranks::Group {
  Group(int ownRank, int all, int local, c10::intrusive_ptr<c10d::Store> meeting,
        c10::intrusive_ptr<c10d::ProcessGroup> processes)
      : rank(ownRank), size(all), localRank(local), store(std::move(meeting)), group(std::move(processes)) {}
  int rank, size, localRank;
  c10::intrusive_ptr<c10d::Store> store;
  c10::intrusive_ptr<c10d::ProcessGroup> group;
#ifdef USE_C10D_NCCL
  c10::intrusive_ptr<c10d::ProcessGroupNCCL> nccl;  ///< null where processes share a GPU
  std::atomic<bool> aborted = false;                ///< nccl was, and what it averaged since is nothing
  std::unique_ptr<PeerWatch> watch;                 ///< for nccl
  ~Group() {
    watch.reset();
    if (nccl && !aborted) nccl->abort();  // or its destructor would warn; at a run's end nothing is under way
  }
  void watchPeers(const c10::intrusive_ptr<c10d::ProcessGroupGloo>& through) {
    watch = std::make_unique<PeerWatch>(untilPeersGone(through, rank, size), [this] {
      aborted = true;
      nccl->abort();
    });
  }
#endif

  std::vector<double> reduced(std::vector<double> values, c10d::ReduceOp::RedOpType how) const {
    return together([&] {
      std::vector<at::Tensor> tensors{at::tensor(values, at::kDouble)};
      c10d::AllreduceOptions options;
      options.reduceOp = how;
      group->allreduce(tensors, options)->wait();
      const auto* out = tensors[0].const_data_ptr<double>();
      return std::vector<double>(out, out + values.size());
    });
  }
};

Ranks Ranks::fromEnvironment() {
  Ranks ranks;
  const int size = environmentNumber("WORLD_SIZE", 1);
  if (size <= 1) return ranks;
  const int rank = environmentNumber("RANK", -1);
  if (rank < 0 || rank >= size)
    throw UserError("RANK", say("must be set, from 0 to WORLD_SIZE - 1"),
                    say("Start the run with torchrun, which sets it"));
  const MeetingPlace place = meetingPlace(rank, size);
  const char* attempt = std::getenv("TORCHELASTIC_RESTART_COUNT");
  try {
    auto store = place.open();
    store->setTimeout(startPatience);
    const auto own = c10::make_intrusive<c10d::PrefixStore>(
        std::string("anchor-") + (attempt != nullptr ? attempt : "0"), store);
    auto group = c10::make_intrusive<c10d::ProcessGroup>(own, rank, size);
    using Kind = c10d::ProcessGroup::BackendType;
    const auto gloo = makeGloo(own, "gloo", rank, size);
    group->setBackend(at::kCPU, Kind::GLOO, gloo);
    group->setDefaultBackend(Kind::GLOO);
    const int gpus = gpuCount();
    ranks.m_group =
        std::make_shared<Group>(rank, size, environmentNumber("LOCAL_RANK", rank) % std::max(gpus, 1),
                                std::move(store), std::move(group));
    Group& made = *ranks.m_group;
#ifdef USE_C10D_NCCL
    // NCCL wants a GPU for each process; those who share one meet through Gloo.
    if (gpus >= environmentNumber("LOCAL_WORLD_SIZE", size)) {
      made.nccl = makeNccl(own, rank, size);
      made.group->setBackend(at::kCUDA, Kind::NCCL, made.nccl);
      made.watchPeers(makeGloo(own, "watch", rank, size));
      return ranks;
    }
#endif
    if (gpus > 0) made.group->setBackend(at::kCUDA, Kind::GLOO, gloo);
  } catch (const c10::Error& error) {
    throw UserError(
        place.name,
        say("the processes of this run could not connect to each other: %1", error.what_without_backtrace()),
        say("Check that all %1 processes were started", size));
  }
  return ranks;
}

int Ranks::rank() const { return m_group ? m_group->rank : 0; }
int Ranks::size() const { return m_group ? m_group->size : 1; }
int Ranks::localRank() const { return m_group ? m_group->localRank : 0; }

std::vector<double> Ranks::mean(std::vector<double> values) const {
  if (!m_group) return values;
  values = m_group->reduced(std::move(values), c10d::ReduceOp::SUM);
  for (double& value : values) value /= m_group->size;
  return values;
}

at::Tensor Ranks::mean(const at::Tensor& values) const {
  if (!m_group) return values;
  return together([&] {
    std::vector<at::Tensor> tensors{values.clone()};
    m_group->group->allreduce(tensors)->wait();
    return tensors[0] / m_group->size;
  });
}

std::vector<double> Ranks::largest(std::vector<double> values) const {
  return m_group ? m_group->reduced(std::move(values), c10d::ReduceOp::MAX) : values;
}

std::vector<std::string> Ranks::gathered(const std::string& own) const {
  if (!m_group) return {own};
  // Gloo gathers tensors of one length only.
  const auto lengths = [&] {
    std::vector<double> one(static_cast<size_t>(size()));
    one[static_cast<size_t>(rank())] = static_cast<double>(own.size());
    return largest(std::move(one));
  }();
  const auto longest = static_cast<int64_t>(*std::ranges::max_element(lengths));
  return together([&] {
    std::vector<at::Tensor> texts{at::zeros({longest}, at::kByte)};
    std::ranges::copy(own, reinterpret_cast<char*>(texts[0].mutable_data_ptr<uint8_t>()));
    std::vector<std::vector<at::Tensor>> all(1);
    for (size_t i = 0; i < lengths.size(); ++i) all[0].push_back(at::empty_like(texts[0]));
    m_group->group->allgather(all, texts)->wait();
    std::vector<std::string> gathered;
    for (size_t i = 0; i < lengths.size(); ++i)
      gathered.emplace_back(reinterpret_cast<const char*>(all[0][i].const_data_ptr<uint8_t>()),
                            static_cast<size_t>(lengths[i]));
    return gathered;
  });
}

std::string Ranks::broadcast(const std::string& key, const std::function<std::string()>& byFirst) const {
  if (!m_group) return byFirst();
  return together([&]() -> std::string {
    if (!first()) {
      const std::string text = m_group->store->get_to_str(key);
      if (text.empty()) throw RankLost("the first process failed");
      return text.substr(1);
    }
    try {
      const std::string text = byFirst();
      m_group->store->set(key, "=" + text);
      return text;
    } catch (const std::exception&) {
      m_group->store->set(key, std::string());  // or the others would wait
      throw;
    }
  });
}

void Ranks::tellFailure(const RankFailure& failure) const noexcept {
  if (!m_group) return;
  try {
    m_group->store->set(failureKey, std::to_string(failure.exitCode) + ' ' + messageText(failure.message));
  } catch (const std::exception&) {
    // The first process, which keeps the store, is gone too: nobody is left to be told.
  }
}

std::optional<RankFailure> Ranks::failureTold() const noexcept {
  try {
    if (!m_group || !m_group->store->check({failureKey})) return {};
    const std::string text = m_group->store->get_to_str(failureKey);
    const size_t blank = text.find(' ');
    return RankFailure{messageFromText(text.substr(blank + 1)), std::stoi(text.substr(0, blank))};
  } catch (const std::exception&) {
    return {};
  }
}

void Ranks::checkIntact() const {
#ifdef USE_C10D_NCCL
  if (!m_group || !m_group->nccl) return;
  if (m_group->aborted) throw RankLost("its connection was closed");
  if (m_group->nccl->getError() != c10d::ErrorType::SUCCESS) throw RankLost("NCCL failed");
#endif
}

std::unique_ptr<GradientAverager> Ranks::averager(std::vector<at::Tensor> parameters) const {
  if (!m_group) return nullptr;
  return std::make_unique<BucketAverager>(std::move(parameters), m_group->group);
}

}  // namespace anchor
