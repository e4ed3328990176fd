// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/refold.h"

#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "core/base/status_macros.h"

namespace twofold {
namespace {

// Where an operation is, and what waits for it. Not the operation: all of them at once are too
// much.
struct Node {
  ChainPosition at;
  std::uint32_t missing = 0;  // causes that are not folded yet
  std::vector<std::uint32_t> waiting;
};

class Refolding {
 public:
  Refolding(const StoreView& view, const Space& space, const Notary& notary,
            const Vocabulary& vocabulary, FoldState& state)
      : view_(view), space_(space), notary_(notary), vocabulary_(vocabulary), state_(state) {}

  absl::StatusOr<Refolded> Run() {
    TF_RETURN_IF_ERROR(FindPlaces());
    TF_RETURN_IF_ERROR(FindCauses());
    std::vector<std::uint32_t> ready;
    for (std::size_t i = nodes_.size(); i > 0; --i) {
      if (nodes_[i - 1].missing == 0) ready.push_back(static_cast<std::uint32_t>(i - 1));
    }
    while (!ready.empty()) {
      const Node node = std::move(nodes_[ready.back()]);
      ready.pop_back();
      TF_RETURN_IF_ERROR(FoldOne(node.at));
      for (const std::uint32_t next : node.waiting) {
        if (--nodes_[next].missing == 0) ready.push_back(next);
      }
    }
    // Ids are hashes, so that a circle would be one of those.
    if (out_.operations != nodes_.size()) return absl::DataLossError("operations in a circle");
    return out_;
  }

 private:
  absl::Status FindPlaces() {
    TF_ASSIGN_OR_RETURN(const std::vector<ChainPosition> heads, view_.ListHeads(space_.id));
    for (const ChainPosition& head : heads) {
      TF_ASSIGN_OR_RETURN(const auto places, view_.ListPlaces(space_.id, head.chain, 1));
      for (const ChainPosition& at : places) {
        index_.emplace(at.id, static_cast<std::uint32_t>(nodes_.size()));
        nodes_.push_back({.at = at});
      }
    }
    return absl::OkStatus();
  }

  absl::Status FindCauses() {
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      TF_ASSIGN_OR_RETURN(const Found found, Find(nodes_[i].at));
      std::vector<ChainPosition> causes = found.operation.dependencies;
      if (found.operation.sequence > 1) causes.push_back({.id = found.operation.previous});
      for (const ChainPosition& at : causes) {
        const auto cause = index_.find(at.id);
        if (cause == index_.end()) return absl::DataLossError("an operation's cause is not here");
        nodes_[cause->second].waiting.push_back(i);
      }
      nodes_[i].missing = static_cast<std::uint32_t>(causes.size());
    }
    return absl::OkStatus();
  }

  absl::Status FoldOne(const ChainPosition& at) {
    TF_ASSIGN_OR_RETURN(const Found found, Find(at));
    ++out_.operations;
    out_.unread |= std::holds_alternative<UnknownPayload>(found.operation.payload);
    return Fold(found.operation, {space_.kind, space_.members}, found.seen, state_);
  }

  struct Found {
    Operation operation;
    VersionVector seen;
  };
  absl::StatusOr<Found> Find(const ChainPosition& at) const {
    TF_ASSIGN_OR_RETURN(auto stored, view_.FindOperation(space_.id, at));
    if (!stored) return absl::DataLossError("an operation is not where it was");
    absl::StatusOr<Operation> read = ReadOperation(stored->bytes, notary_, vocabulary_);
    if (!read.ok() || read->id != at.id) {
      return absl::DataLossError("a stored operation cannot be read");
    }
    return Found{*std::move(read), std::move(stored->seen)};
  }

  const StoreView& view_;
  const Space& space_;
  const Notary& notary_;
  const Vocabulary& vocabulary_;
  FoldState& state_;
  std::vector<Node> nodes_;
  absl::flat_hash_map<OperationId, std::uint32_t> index_;
  Refolded out_;
};

}  // namespace

absl::StatusOr<Refolded> FoldFromZero(const StoreView& view, const Space& space,
                                      const Notary& notary, const Vocabulary& vocabulary,
                                      FoldState& state) {
  return Refolding(view, space, notary, vocabulary, state).Run();
}

}  // namespace twofold
