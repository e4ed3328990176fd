// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/sim/keys.h"

#include "core/crypto/digest.h"
#include "core/crypto/domains.h"
#include "core/crypto/sodium_notary.h"
#include "core/crypto/space_key.h"
#include "core/pairing/genesis.h"
#include "tests/support/fake_notary.h"
#include "twofold/sync/v1/pairing.pb.h"

namespace twofold::sim {
namespace {

// Cheap in all but whose device a key is, which a genesis says too.
class QuickNotary final : public Notary {
 public:
  explicit QuickNotary(const SignPublicKey& key) : quick_(key) {}
  OperationId Identify(absl::string_view header) const override { return quick_.Identify(header); }
  std::string PayloadDigest(absl::string_view salt, absl::string_view payload) const override {
    return salt.empty() ? PlainBlake2b(payload).str() : quick_.PayloadDigest(salt, payload);
  }
  Signature Sign(absl::string_view header) const override { return quick_.Sign(header); }
  bool Verify(const SignPublicKey& author, absl::string_view header,
              const Signature& signature) const override {
    return quick_.Verify(author, header, signature);
  }

 private:
  const FakeNotary quick_;
};

constexpr std::size_t kTranscriptBytes = 32;

std::string RandomBytes(Random& random, std::size_t size) {
  std::string bytes(size, '\0');
  random.Fill({reinterpret_cast<std::uint8_t*>(bytes.data()), bytes.size()});
  return bytes;
}

}  // namespace

DeviceIdentity MakeIdentity(Signing signing, Random& random) {
  DeviceIdentity identity;
  identity.keys = std::make_unique<DeviceKeys>(DeviceKeys::Make(random));
  identity.device = identity.keys->device();
  identity.sign_key = identity.keys->sign_public();
  if (signing == Signing::kReal) {
    identity.notary = std::make_unique<SodiumNotary>(*identity.keys);
  } else {
    identity.notary = std::make_unique<QuickNotary>(identity.sign_key);
  }
  return identity;
}

NewSpace BeginSpace(const Beginner& inviter, const Beginner& joiner, const std::string& relay,
                    Random& random) {
  const SpaceKey key = SpaceKey::Make(random);
  NewSpace made;
  sync::v1::Genesis genesis;
  genesis.set_format(1);
  genesis.set_key_id(key.id().str());
  genesis.set_transcript(RandomBytes(random, kTranscriptBytes));
  for (const Beginner* one : {&inviter, &joiner}) {
    const DeviceKeys& keys = *one->identity.keys;
    sync::v1::Member* member = genesis.add_members();
    member->set_person_id(one->person.str());
    member->set_person_name(one->name);
    member->add_devices()->set_sign_key(keys.sign_public().str());
    member->mutable_devices(0)->set_box_key(keys.box_public().str());
    made.members.push_back(
        {one->person, one->name, {{keys.device(), keys.sign_public(), keys.box_public()}}});
  }
  sync::v1::SignedGenesis both_signed;
  both_signed.set_genesis(genesis.SerializeAsString());
  const std::string& text = both_signed.genesis();
  both_signed.set_inviter_signature(
      inviter.identity.keys->Sign(domains::kGenesisSignature, text).str());
  both_signed.set_joiner_signature(
      joiner.identity.keys->Sign(domains::kGenesisSignature, text).str());
  made.id = SpaceOf(text);
  made.key = std::string(key.bytes());
  made.genesis = both_signed.SerializeAsString();
  made.relay = relay;
  return made;
}

}  // namespace twofold::sim
