// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Sam's twofold is newer than Noa's: his computer says what hers cannot read. This test is Sam's
// newer program, working on his folder while his daemon does not run; everything else is real.
#include <memory>
#include <string>

#include "absl/strings/match.h"
#include "core/base/random.h"
#include "core/crypto/init.h"
#include "core/crypto/sodium_notary.h"
#include "daemon/engine/ledger.h"
#include "storage/bytes/rocks_byte_store.h"
#include "tests/daemon/later_pen.h"
#include "tests/e2e/scene.h"
#include "tests/support/sim_clock.h"

namespace twofold::e2e {
namespace {

// A newer twofoldd on the folder of an account whose daemon does not run.
class NewerProgram {
 public:
  explicit NewerProgram(Account& account)
      : store_(Open(account)),
        keys_(*DeviceKeys::FromSeed(FileText(account.data_folder() + "/device.key"))),
        notary_(keys_) {
    LedgerParts parts{*store_,       notary_, keys_.device(), keys_.sign_public(),
                      keys_.boxes(), clock_,  random_};
    parts.vocabulary = std::make_shared<const LaterVocabulary>();
    auto opened = Ledger::Open(parts);
    EXPECT_THAT(opened, IsOk());
    ledger = *std::move(opened);
  }
  EntityId IdOf(const std::string& handle) {
    return ledger->LookAt().state.names->Find(handle)->entity;
  }

 private:
  static std::unique_ptr<ByteStore> Open(Account& account) {
    EXPECT_THAT(InitCrypto(), IsOk());
    auto store = OpenRocksByteStore(account.data_folder() + "/store", OpenMode::kExisting,
                                    RocksTuning(), StoreGuard());
    EXPECT_THAT(store, IsOk());
    return *std::move(store);
  }

  const std::unique_ptr<ByteStore> store_;
  const DeviceKeys keys_;
  const SodiumNotary notary_;
  const SimClock clock_;
  SystemRandom random_;

 public:
  std::unique_ptr<Ledger> ledger;
};

class Later : public Scene {
 protected:
  // Sam's newer program says something about a shared goal, and his daemon sends it.
  void SamSays(const std::string& handle, CompatClass compat) {
    ASSERT_TRUE(sam.StopDaemon());
    {
      NewerProgram newer(sam);
      LaterPen(*newer.ledger, SpaceKind::kUs).Write(newer.IdOf(handle), StepOutPayload{}, compat);
    }
    Do(sam, {"sync"});
    Await("it came to Noa", [&] { return !Needed().empty(); });
  }
  std::string Needed() { return noa.Json({"status"}).value("update_needed", ""); }
};

TEST_F(Later, WhatMayHaveBeenANoCountsAsOneUntilTheUpdate) {
  SetUpTogether();
  const std::string walk = Agree({"Walk", "--every", "day"});
  Do(noa, {"goal", "add", "Read", "--every", "day"});
  SamSays(walk, CompatClass::kNotShared);
  EXPECT_EQ(Needed(), "Until twofold is updated on this computer, walk counts as not shared.");
  EXPECT_TRUE(absl::StrContains(Do(noa, {"today"}), "walk counts as not shared."));
  EXPECT_TRUE(absl::StrContains(Do(noa, {"goal", "list"}), "not shared until an update"));
  EXPECT_TRUE(absl::StrContains(Do(noa, {"goal", "show", walk}), "Counts as not shared until"));
  const Ended refused = noa.Run({"log", walk});
  EXPECT_EQ(refused.exit_code, 4) << refused.err;
  EXPECT_TRUE(absl::StrContains(refused.err, "it counts as not shared.")) << refused.err;
  Do(noa, {"log", "read"});
  Do(noa, {"log", walk, "no"});
  ASSERT_TRUE(noa.KillDaemon());
  EXPECT_TRUE(absl::StrContains(Do(noa, {"today"}), "walk counts as not shared."));
  EXPECT_EQ(Proposal(noa, walk), nullptr);

  // The update: Noa's newer program reads what Sam's said.
  ASSERT_TRUE(noa.StopDaemon());
  NewerProgram newer(noa);
  const Ledger::Look look = newer.ledger->LookAt();
  const auto subject = look.view().FindSubject(look.state.us->id, newer.IdOf(walk));
  ASSERT_THAT(subject, IsOk());
  EXPECT_TRUE((*subject)->later.empty());
  EXPECT_TRUE(Evaluate(**subject).stepped_out);
}

TEST_F(Later, APartnerWhoLocksWhatIsSharedKeepsNobodyInIt) {
  SetUpTogether();
  const std::string walk = Agree({"Walk", "--every", "day"});
  Do(noa, {"goal", "add", "Read", "--every", "day"});
  SamSays(walk, CompatClass::kSpaceReadOnly);
  EXPECT_EQ(Needed(),
            "Until twofold is updated on this computer, what you share with Sam can only be read "
            "here.");
  const Ended refused = noa.Run({"propose", "Sing", "--every", "day", "--yes"});
  EXPECT_EQ(refused.exit_code, 4) << refused.err;
  EXPECT_TRUE(absl::StrContains(refused.err, "twofold leave")) << refused.err;
  Do(noa, {"log", "read"});
  Do(noa, {"log", walk, "no"});
  const Ended exported = noa.Run({"export"});
  EXPECT_EQ(exported.exit_code, 0);
  EXPECT_TRUE(absl::StrContains(exported.out, "\"incomplete\":true")) << exported.out;
  EXPECT_TRUE(absl::StrContains(exported.err, "not in the export")) << exported.err;
  Do(noa, {"leave", "--yes"});
  EXPECT_EQ(Needed(), "");
}

}  // namespace
}  // namespace twofold::e2e
