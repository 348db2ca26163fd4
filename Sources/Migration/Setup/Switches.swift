public import PlatformStore
import TaskModel

/// A side of a platform that an operator switches on and off (R1).
public enum MigrationSide: String, CaseIterable, Sendable {
    /// Batches may leave.
    case export
    /// Batches may come in.
    case `import`
}

extension Workspace {
    /// Switches a side on or off (R1); only operators may. Returns whether that changed anything.
    public func setSwitch(_ side: MigrationSide, on isOn: Bool) throws -> Bool {
        try changePlatform("switch", [side.rawValue: .bool(isOn)]) { settings in
            switch side {
            case .export: settings.batchExport = isOn
            case .import: settings.batchImport = isOn
            }
        }
    }

    /// Says whether packages must be signed to be taken (§6); only operators may. Returns whether that changed anything.
    public func setSignaturePolicy(_ policy: SignaturePolicy) throws -> Bool {
        try changePlatform("switch", ["signatures": .string(policy.rawValue)]) { $0.signatures = policy }
    }

    /// Says what becomes of an import that would overwrite the platform's own changes; only operators may. Returns whether
    /// that changed anything.
    public func setConflictPolicy(_ policy: ConflictPolicy) throws -> Bool {
        try changePlatform("switch", ["onConflict": .string(policy.rawValue)]) { $0.onConflict = policy }
    }

    func changePlatform(
        _ kind: String, _ summary: JSONObject, _ change: (inout PlatformSettings) throws -> Void
    ) throws -> Bool {
        try write { writer in
            try require(.operate, writer.snapshot)
            var settings = writer.snapshot.settings
            try change(&settings)
            guard settings != writer.snapshot.settings else { return false }
            _ = try writer.commit(
                CommitRequest(
                    kind: kind, actor: actor, time: surroundings.now(), summary: summary, platformSettings: settings))
            return true
        }
    }
}
