// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/support/later.h"

#include "tests/support/operations.h"

namespace twofold {
namespace {

namespace pb = sync::v1;

template <class Message>
Message Parsed(absl::string_view bytes) {
  Message message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) std::abort();
  return message;
}

std::string Signed(pb::SignedOperation outer, pb::OperationHeader header, CompatClass compat,
                   const Notary& notary) {
  header.set_compat(static_cast<pb::CompatClass>(compat));
  header.set_payload_digest(notary.PayloadDigest(outer.salt(), outer.payload()));
  outer.set_header(header.SerializeAsString());
  outer.set_signature(notary.Sign(outer.header()).str());
  return outer.SerializeAsString();
}

void AddField(pb::GoalTerms& terms) {
  terms.GetReflection()->MutableUnknownFields(&terms)->AddLengthDelimited(kLaterField, "later");
}

}  // namespace

std::string AsLater(absl::string_view bytes, LaterIn where, CompatClass compat,
                    const Notary& notary) {
  pb::OperationHeader header = HeaderOf(bytes);
  if (where == LaterIn::kFormat) {
    header.set_format(header.format() + 1);
  } else {
    header.set_kind(static_cast<pb::OperationKind>(header.kind() + kLaterKinds));
  }
  return Signed(Opened(bytes), std::move(header), compat, notary);
}

std::string WithLaterTerms(absl::string_view bytes, CompatClass compat, const Notary& notary) {
  pb::SignedOperation outer = Opened(bytes);
  pb::OperationHeader header = HeaderOf(bytes);
  if (header.kind() == pb::OPERATION_KIND_OFFER) {
    auto offer = Parsed<pb::Offer>(outer.payload());
    auto terms = Parsed<pb::OfferTerms>(offer.terms());
    AddField(*terms.mutable_terms());
    offer.set_terms(terms.SerializeAsString());
    outer.set_payload(offer.SerializeAsString());
  } else {
    auto version = Parsed<pb::GoalVersionSet>(outer.payload());
    AddField(*version.mutable_terms());
    outer.set_payload(version.SerializeAsString());
  }
  return Signed(std::move(outer), std::move(header), compat, notary);
}

Payload LaterVocabulary::Read(std::uint32_t format, int kind, absl::string_view payload,
                              const Notary& notary) const {
  if (format > 2) return UnknownPayload{};
  if (kind > kLaterKinds) kind -= kLaterKinds;
  Payload read = Vocabulary::Read(1, kind, payload, notary);
  if (!std::holds_alternative<UnknownPayload>(read)) return read;
  // It has a name for the field, and no need to do anything about it.
  if (kind == pb::OPERATION_KIND_GOAL_VERSION_SET) {
    auto version = Parsed<pb::GoalVersionSet>(payload);
    version.DiscardUnknownFields();
    return Vocabulary::Read(1, kind, version.SerializeAsString(), notary);
  }
  if (kind != pb::OPERATION_KIND_OFFER) return read;
  auto offer = Parsed<pb::Offer>(payload);
  const TermsHash hash = notary.HashTerms(offer.terms());
  auto terms = Parsed<pb::OfferTerms>(offer.terms());
  terms.DiscardUnknownFields();
  offer.set_terms(terms.SerializeAsString());
  read = Vocabulary::Read(1, kind, offer.SerializeAsString(), notary);
  if (auto* known = std::get_if<OfferPayload>(&read)) known->terms_hash = hash;
  return read;
}

}  // namespace twofold
