// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/daemon.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/base/refusal.h"
#include "core/base/relay_address.h"
#include "core/base/status_macros.h"
#include "core/config/config.h"
#include "core/crypto/device_keys.h"
#include "core/crypto/init.h"
#include "core/crypto/sodium_notary.h"
#include "daemon/engine/act_engine.h"
#include "daemon/engine/couple_engine.h"
#include "daemon/engine/device_engine.h"
#include "daemon/engine/doctor.h"
#include "daemon/engine/entry_engine.h"
#include "daemon/engine/exchange.h"
#include "daemon/engine/export_engine.h"
#include "daemon/engine/goal_engine.h"
#include "daemon/engine/import_engine.h"
#include "daemon/engine/ledger.h"
#include "daemon/engine/numbers_engine.h"
#include "daemon/engine/pairing_engine.h"
#include "daemon/engine/profile_engine.h"
#include "daemon/engine/recovery_engine.h"
#include "daemon/engine/relay_links.h"
#include "daemon/engine/rest_engine.h"
#include "daemon/engine/shared_space.h"
#include "daemon/engine/step_engine.h"
#include "daemon/os/anchor_file.h"
#include "daemon/os/instance_lock.h"
#include "daemon/os/locale.h"
#include "daemon/os/paths.h"
#include "daemon/os/private_file.h"
#include "daemon/rpc/couple_service.h"
#include "daemon/rpc/daemon_service.h"
#include "daemon/rpc/device_service.h"
#include "daemon/rpc/doctor_service.h"
#include "daemon/rpc/entry_service.h"
#include "daemon/rpc/goal_service.h"
#include "daemon/rpc/health_service.h"
#include "daemon/rpc/local_server.h"
#include "daemon/rpc/numbers_service.h"
#include "daemon/rpc/pairing_service.h"
#include "daemon/rpc/recovery_service.h"
#include "daemon/rpc/transfer_service.h"
#include "daemon/sync/note_worker.h"
#include "daemon/sync/pairing_worker.h"
#include "daemon/sync/recovery.h"
#include "daemon/sync/relay_channel.h"
#include "daemon/sync/sync_worker.h"
#include "storage/bytes/memory_byte_store.h"
#include "storage/bytes/rocks_byte_store.h"
#include "storage/store/store.h"

namespace twofold {
namespace {

constexpr std::size_t kMostConfigBytes = 64 * 1024;
constexpr std::size_t kMostPemBytes = 1024 * 1024;
constexpr absl::Duration kAnchorPatience = absl::Minutes(1);

absl::StatusOr<Config> LoadConfig(const Paths& paths) {
  TF_ASSIGN_OR_RETURN(const auto text, ReadPlainFile(paths.config_file, kMostConfigBytes));
  if (!text) return Config();
  TF_ASSIGN_OR_RETURN(Config config, ParseConfig(*text));
  if (config.relay.empty() || CheckRelayAddress(config.relay).ok()) return config;
  return Refusal(absl::StatusCode::kInvalidArgument, "bad_config",
                 "config.toml: sync.relay wants an address, like \"relay.example.org:443\".");
}

absl::StatusOr<std::string> LoadAuthorities(const Config& config) {
  if (config.relay_ca.empty()) return std::string();
  TF_ASSIGN_OR_RETURN(const auto pem, ReadPlainFile(config.relay_ca, kMostPemBytes));
  if (pem) return *pem;
  return Refusal(absl::StatusCode::kNotFound, "bad_config",
                 absl::StrCat("config.toml names ", config.relay_ca,
                              " as sync.relay_ca, and there is no such file."));
}

// The device's keys: made once, never copied to another device.
absl::StatusOr<DeviceKeys> LoadKeys(const Paths& paths, Random& random) {
  TF_ASSIGN_OR_RETURN(const auto seed, ReadPrivateFile(paths.key_file, DeviceKeys::kSeedBytes));
  if (seed) {
    std::optional<DeviceKeys> keys = DeviceKeys::FromSeed(*seed);
    if (keys) return *std::move(keys);
    return Refusal(absl::StatusCode::kDataLoss, "key_damaged",
                   absl::StrCat("the key file ", paths.key_file, " is damaged."))
        .Hint("Bring it back", "from a backup of that folder");
  }
  std::error_code unknown;
  if (std::filesystem::exists(paths.store_folder, unknown) || unknown) {
    return Refusal(absl::StatusCode::kDataLoss, "key_missing",
                   absl::StrCat("the key file ", paths.key_file,
                                " is gone, while your data are still there."))
        .Hint("Bring it back", "from a backup of that folder");
  }
  DeviceKeys keys = DeviceKeys::Make(random);
  TF_RETURN_IF_ERROR(CreatePrivateFile(paths.key_file, keys.Seed()));
  return keys;
}

// The anchor beside the data; none where nothing says where it would belong.
absl::StatusOr<std::unique_ptr<AnchorFile>> FindAnchor(const Paths& paths) {
  if (paths.state_folder.empty()) return nullptr;
  TF_RETURN_IF_ERROR(MakePrivateFolder(paths.state_folder));
  return std::make_unique<AnchorFile>(
      absl::StrCat(paths.state_folder, "/", AnchorName(paths.data_folder)), kAnchorPatience);
}

absl::StatusOr<std::unique_ptr<ByteStore>> OpenStore(const Paths& paths, const AnchorFile* anchor) {
  TF_RETURN_IF_ERROR(MakePrivateFolder(paths.store_folder));
  StoreGuard guard;
  guard.copies = StoreGuard::Copies::kKept;
  guard.is_whole = [anchor](const ByteReader& reader) -> absl::StatusOr<bool> {
    TF_ASSIGN_OR_RETURN(const Tally tally, StoreView(reader).GetTally());
    const std::optional<AnchorPoint> held = anchor ? anchor->remembered() : std::nullopt;
    return !held || !IsBehind(tally.point, *held);
  };
  TF_ASSIGN_OR_RETURN(
      auto store, OpenRocksByteStore(paths.store_folder, OpenMode::kCreate, RocksTuning(), guard));
  TF_RETURN_IF_ERROR(CheckFormat(*store));
  return store;
}

// What a person can do about data that cannot be opened.
absl::Status WithWaysOut(const absl::Status& status, const Paths& paths) {
  if (!absl::IsDataLoss(status)) return status;
  return Refusal(absl::StatusCode::kDataLoss, "store_damaged",
                 absl::StrCat("the data in ", paths.store_folder, " are damaged."))
      .Hint("With a backup",
            absl::StrCat("move ", paths.data_folder, " away and put the backup in its place"))
      .Hint("Without one", "move it away all the same, and begin anew: twofold start")
      .Hint("More", "twofold help damage")
      .Aftermath("Nothing was changed.");
}

// An older copy of the data, or what is left of them, goes on under new chains, and the person is
// told. From here on the anchor is about what is here now.
absl::Status MeetAnchor(Ledger& ledger, const AnchorFile* anchor, EventLog& log) {
  const std::optional<AnchorPoint> held = anchor ? anchor->remembered() : std::nullopt;
  if (!held) return absl::OkStatus();
  TF_ASSIGN_OR_RETURN(const Ledger::Meeting meeting, ledger.Meet(*held));
  if (meeting == Ledger::Meeting::kWhole) return absl::OkStatus();
  log.Write(Event::kDataOlder);
  // Where that fails the next start finds the same, and nothing is sent before.
  (void)ledger.Secure();
  return absl::OkStatus();
}

// What a status screen says is absent.
std::vector<std::string> MissingHere() {
  std::vector<std::string> missing;
  if (std::getenv("XDG_RUNTIME_DIR") == nullptr) missing.push_back("XDG_RUNTIME_DIR");
  return missing;
}

}  // namespace

absl::Status RunDaemon(const StopSignal& stop, EventLog& log,
                       const std::function<void()>& serving) {
  TF_RETURN_IF_ERROR(InitCrypto());
  TF_ASSIGN_OR_RETURN(const Paths paths, FindPaths());
  TF_RETURN_IF_ERROR(MakePrivateFolder(paths.runtime_folder));
  TF_RETURN_IF_ERROR(MakePrivateFolder(paths.data_folder));
  // One for the socket, one for the data: either alone could be shared by two environments.
  TF_ASSIGN_OR_RETURN(const InstanceLock socket_lock,
                      InstanceLock::Take(absl::StrCat(paths.socket, ".lock")));
  TF_ASSIGN_OR_RETURN(const InstanceLock data_lock,
                      InstanceLock::Take(absl::StrCat(paths.data_folder, "/lock")));
  TF_ASSIGN_OR_RETURN(const Config config, LoadConfig(paths));
  TF_ASSIGN_OR_RETURN(const std::string authorities, LoadAuthorities(config));

  SystemRandom random;
  const SystemClock clock;
  TF_ASSIGN_OR_RETURN(const DeviceKeys keys, LoadKeys(paths, random));
  const SodiumNotary notary(keys);
  TF_ASSIGN_OR_RETURN(const std::unique_ptr<AnchorFile> anchor, FindAnchor(paths));
  absl::StatusOr<std::unique_ptr<ByteStore>> opened = OpenStore(paths, anchor.get());
  if (!opened.ok()) return WithWaysOut(opened.status(), paths);
  const std::unique_ptr<ByteStore> store = *std::move(opened);
  absl::StatusOr<std::unique_ptr<Ledger>> read =
      Ledger::Open({*store, notary, keys.device(), keys.sign_public(), keys.boxes(), clock, random,
                    config.day_ends_at_minute, config.week_start.value_or(LocaleWeekStart()),
                    config.days_on_end, anchor.get()});
  if (!read.ok()) return WithWaysOut(read.status(), paths);
  const std::unique_ptr<Ledger> ledger = *std::move(read);
  TF_RETURN_IF_ERROR(MeetAnchor(*ledger, anchor.get(), log));
  // What cannot be done now is done with the next word about devices.
  (void)SettleDevices(*ledger);

  ProfileEngine profile(*ledger);
  GoalEngine goals(*ledger);
  StepEngine steps(*ledger);
  EntryEngine entries(*ledger);
  RestEngine rests(*ledger);
  const NumbersEngine numbers(*ledger);
  const ExportEngine exports(*ledger);
  const ImportEngine imports(*ledger);
  ActEngine acts(*ledger);
  CoupleEngine couple(*ledger);
  PairingEngine pairings(*ledger);
  DeviceEngine devices(*ledger);
  Doctor doctor(*ledger, [&anchor] { return anchor ? anchor->remembered() : std::nullopt; });
  Exchange exchange(*ledger);
  Exchange own_exchange(*ledger, SpaceKind::kMe);

  // Of both spaces: at which times somebody writes for themself, the relay would see as well.
  const SyncSettings settings{config.relay, authorities, config.sync_paused,
                              config.quiet_delivery ? Delivery::kQuiet : Delivery::kAtOnce};
  SyncWorker sync({exchange, keys.device(), clock, random, log}, settings);
  SyncWorker own_sync({own_exchange, keys.device(), clock, random, log}, settings);
  RelayLinks links(sync, own_sync);
  RecoveryEngine recovery_engine(*ledger);
  NoteWorker notes(recovery_engine, random, settings);
  Recovery recovery({*ledger, devices, recovery_engine, notes, keys, clock, random, log, settings,
                     [] { return std::make_unique<MemoryByteStore>(); }});
  const auto nudge = [&links, &notes] {
    links.Nudge();
    notes.Nudge();
  };
  ledger->OnOutbox(nudge);
  PairingWorker pairing({*ledger, pairings, devices, keys, clock, random, log, authorities, nudge});

  GoalService goal_service(goals, steps);
  EntryService entry_service(entries, rests, acts);
  NumbersService numbers_service(numbers, *ledger);
  TransferService transfer_service(exports, imports);
  CoupleService couple_service(couple, [&sync] { sync.LetGo(); });
  DeviceService device_service(devices);
  RecoveryService recovery_service(*ledger, recovery, config.relay);
  DoctorService doctor_service(doctor);
  PairingService pairing_service(*ledger, pairing, config.relay);
  DaemonService daemon_service(
      {*ledger, profile, exchange, own_exchange, links, nudge, config.relay, paths.data_folder,
       [&paths] { return FolderBytes(paths.data_folder); }, MissingHere()});
  HealthService health_service({daemon::v1::GoalService::service_full_name(),
                                daemon::v1::EntryService::service_full_name(),
                                daemon::v1::NumbersService::service_full_name(),
                                daemon::v1::TransferService::service_full_name(),
                                daemon::v1::CoupleService::service_full_name(),
                                daemon::v1::DeviceService::service_full_name(),
                                daemon::v1::DoctorService::service_full_name(),
                                daemon::v1::PairingService::service_full_name(),
                                daemon::v1::RecoveryService::service_full_name(),
                                daemon::v1::DaemonService::service_full_name()});
  TF_ASSIGN_OR_RETURN(
      std::unique_ptr<LocalServer> server,
      LocalServer::Start(paths.socket,
                         {&goal_service, &entry_service, &numbers_service, &transfer_service,
                          &couple_service, &device_service, &doctor_service, &pairing_service,
                          &recovery_service, &daemon_service, &health_service}));
  log.Write(Event::kServing, {{Field::kPid, getpid()}});
  serving();
  const int alarm = anchor ? anchor->alarm() : -1;
  while (!stop.WaitOr(alarm)) (void)anchor->Settle();
  log.Write(Event::kStopping);
  // Nobody may call a worker that is about to end, nor wait for one.
  ledger->OnOutbox(nullptr);
  sync.Stop();
  own_sync.Stop();
  pairing.Stop();
  recovery.Stop();
  notes.Stop();
  server.reset();
  // The last word; what is not remembered now is no loss that would be noticed.
  (void)ledger->Secure();
  return absl::OkStatus();
}

}  // namespace twofold
