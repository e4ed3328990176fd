// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/sync/welcome_codec.h"

#include <algorithm>

#include "core/base/status_macros.h"
#include "core/crypto/device_keys.h"
#include "core/crypto/space_key.h"
#include "core/pairing/genesis.h"
#include "twofold/sync/v1/pairing.pb.h"

namespace twofold {
namespace {

namespace pb = sync::v1;

constexpr std::uint32_t kMinutesOfDay = 24 * 60;

absl::Status Wrong() { return absl::InvalidArgumentError("a welcome that cannot be right"); }

template <class Id>
bool Take(absl::string_view bytes, Id& out) {
  const auto id = Id::FromBytes(bytes);
  if (id) out = *id;
  return id.has_value();
}

void Write(const SpaceWelcome& in, pb::SpaceWelcome* out) {
  if (in.genesis.empty()) out->set_space(in.id.str());
  for (const Member& member : in.founders) {
    pb::Member* founder = out->add_founders();
    founder->set_person_id(member.person.str());
    founder->set_person_name(member.name);
    for (const MemberDevice& device : member.devices) {
      pb::MemberDevice* added = founder->add_devices();
      added->set_sign_key(device.sign_key.str());
      added->set_box_key(device.box_key.str());
    }
  }
  out->set_genesis(in.genesis);
  out->set_key(in.key);
  if (!in.rotation.empty()) out->set_rotation(in.rotation.str());
  out->set_relay(in.relay);
  out->set_since_day(in.since_day);
}

bool Read(const pb::Member& in, Member& out) {
  out.name = in.person_name();
  if (!Take(in.person_id(), out.person) || !CheckPersonName(out.name).ok()) return false;
  for (const pb::MemberDevice& device : in.devices()) {
    MemberDevice& added = out.devices.emplace_back();
    if (!Take(device.sign_key(), added.sign_key) || !Take(device.box_key(), added.box_key)) {
      return false;
    }
    added.device = DeviceOf(added.sign_key);
  }
  return !out.devices.empty();
}

bool Read(const pb::SpaceWelcome& in, SpaceWelcome& out) {
  out.genesis = in.genesis();
  out.key = in.key();
  out.relay = in.relay();
  out.since_day = in.since_day();
  for (const pb::Member& founder : in.founders()) {
    if (!Read(founder, out.founders.emplace_back())) return false;
  }
  return in.key().size() == SpaceKey::kBytes && !in.relay().empty() &&
         (in.rotation().empty() || Take(in.rotation(), out.rotation));
}

// Takes the id of the shared space from its genesis, which has to name the person.
bool CheckShared(const PersonId& person, SpaceWelcome& us) {
  pb::SignedGenesis genesis;
  if (!genesis.ParseFromString(us.genesis)) return false;
  us.id = SpaceOf(genesis.genesis());
  const auto opened = OpenGenesis(us.id, us.genesis);
  return opened.ok() && std::any_of(opened->members.begin(), opened->members.end(),
                                    [&](const SpaceMember& one) { return one.person == person; });
}

}  // namespace

std::string WriteWelcome(const Welcome& welcome) {
  pb::Welcome out;
  out.set_person_id(welcome.person.str());
  out.set_person_name(welcome.name);
  if (welcome.checkin_minute) {
    out.set_checkin_minute(static_cast<std::uint32_t>(*welcome.checkin_minute));
  }
  Write(welcome.me, out.mutable_me());
  if (welcome.us) Write(*welcome.us, out.mutable_us());
  std::string bytes = out.SerializeAsString();
  Wipe(*out.mutable_me()->mutable_key());
  if (out.has_us()) Wipe(*out.mutable_us()->mutable_key());
  return bytes;
}

absl::StatusOr<Welcome> ReadWelcome(absl::string_view bytes) {
  pb::Welcome in;
  if (!in.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return Wrong();
  Welcome welcome;
  welcome.name = in.person_name();
  if (!Take(in.person_id(), welcome.person) || !CheckPersonName(welcome.name).ok() ||
      !Read(in.me(), welcome.me) || !Take(in.me().space(), welcome.me.id) ||
      welcome.me.founders.size() != 1 || welcome.me.founders.front().person != welcome.person) {
    return Wrong();
  }
  if (in.has_checkin_minute()) {
    if (in.checkin_minute() >= kMinutesOfDay) return Wrong();
    welcome.checkin_minute = static_cast<int>(in.checkin_minute());
  }
  if (in.has_us()) {
    welcome.us.emplace();
    if (!Read(in.us(), *welcome.us) || !CheckShared(welcome.person, *welcome.us)) return Wrong();
  }
  return welcome;
}

}  // namespace twofold
