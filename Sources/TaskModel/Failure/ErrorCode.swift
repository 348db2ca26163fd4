extension TaskferryError {
    /// The stable codes of all errors, and the exit status that each gives (§7).
    public enum Code: String, CaseIterable, Sendable {
        // Usage
        case usage
        case unknownCommand = "unknown-command"
        case unknownOption = "unknown-option"
        case missingArgument = "missing-argument"
        case invalidArgument = "invalid-argument"
        case unclosedQuote = "unclosed-quote"
        case unclosedList = "unclosed-list"
        case unsetVariable = "unset-variable"
        case emptyList = "empty-list"
        case tooManyNames = "too-many-names"
        case tooManyCharacters = "too-many-characters"
        case noPlatform = "no-platform"
        case noProject = "no-project"
        case unknownProject = "unknown-project"
        case unknownTask = "unknown-task"
        case unknownDirectory = "unknown-directory"
        case illegalTaskName = "illegal-task-name"
        case illegalName = "illegal-name"
        case nameExists = "name-exists"
        case lastHolder = "last-holder"
        case unknownImport = "unknown-import"

        // The answer is no
        case notMatched = "not-matched"
        case checkFailed = "check-failed"
        case declined
        case planStale = "plan-stale"
        case noImport = "no-import"
        case alreadyUndone = "already-undone"
        case changedSince = "changed-since"
        case nameTaken = "name-taken"
        case identityTaken = "identity-taken"
        case noMatch = "no-match"
        case noPackage = "no-package"
        case packageExpired = "package-expired"
        case namesChanged = "names-changed"
        case jobRunning = "job-running"
        case noJob = "no-job"
        case jobFailed = "job-failed"
        case notOnline = "not-online"
        case noDevelopmentVersion = "no-development-version"
        case dependencyCycle = "dependency-cycle"
        case fsckFailed = "fsck-failed"
        case nothingDiffers = "nothing-differs"

        // Bad package or bad file
        case badFile = "bad-file"
        case badJSON = "bad-json"
        case newerFormat = "newer-format"
        case badDocument = "bad-document"
        case badPackage = "bad-package"
        case notAPackage = "not-a-package"
        case signatureRequired = "signature-required"
        case resourceMismatch = "resource-mismatch"
        case caseCollision = "case-collision"
        case notAPlatform = "not-a-platform"
        case headLost = "head-lost"
        case damagedStore = "damaged-store"
        case notAnInventory = "not-an-inventory"
        case badInventory = "bad-inventory"

        // Switched off
        case switchedOff = "switched-off"

        // Cannot create
        case cannotCreate = "cannot-create"
        case alreadyExists = "already-exists"

        // Input and output
        case ioError = "io-error"
        case notFound = "not-found"
        case noSpace = "no-space"
        case writeMismatch = "write-mismatch"

        // Busy
        case storeBusy = "store-busy"

        // Not permitted
        case notPermitted = "not-permitted"
        case accessDenied = "access-denied"

        // Interrupted
        case interrupted

        /// The exit status of a process that ends with this error (§7).
        public var exitStatus: ExitStatus {
            switch self {
            case .usage, .unknownCommand, .unknownOption, .missingArgument, .invalidArgument, .unclosedQuote,
                .unclosedList, .unsetVariable, .emptyList, .tooManyNames, .tooManyCharacters, .noPlatform,
                .noProject, .unknownProject, .unknownTask, .unknownDirectory, .illegalTaskName, .illegalName,
                .nameExists,
                .lastHolder, .unknownImport:
                .usage
            case .notMatched, .checkFailed, .declined, .planStale, .noImport, .alreadyUndone, .changedSince, .nameTaken,
                .identityTaken, .noMatch, .noPackage, .packageExpired, .namesChanged,
                .jobRunning,
                .noJob, .jobFailed, .notOnline, .noDevelopmentVersion, .dependencyCycle, .fsckFailed, .nothingDiffers:
                .no
            case .badFile, .badJSON, .newerFormat, .badDocument, .badPackage, .notAPackage, .signatureRequired,
                .resourceMismatch, .caseCollision, .notAPlatform, .headLost, .damagedStore, .notAnInventory,
                .badInventory:
                .badData
            case .switchedOff: .switchedOff
            case .cannotCreate, .alreadyExists: .cannotCreate
            case .ioError, .notFound, .noSpace, .writeMismatch: .inputOutput
            case .storeBusy: .busy
            case .notPermitted, .accessDenied: .notPermitted
            case .interrupted: .interrupted
            }
        }
    }
}

/// The exit statuses of the program (§7).
public enum ExitStatus: Int32, Sendable {
    /// Done.
    case done = 0
    /// The answer is no: a name did not match, a check did not pass.
    case no = 1
    /// The command was not understood.
    case usage = 64
    /// A package or a file is not what it should be.
    case badData = 65
    /// The platform has this side switched off (R1).
    case switchedOff = 69
    /// Something cannot be created.
    case cannotCreate = 73
    /// Reading or writing failed.
    case inputOutput = 74
    /// Another process holds the store.
    case busy = 75
    /// The user may not do this (R2).
    case notPermitted = 77
    /// Stopped by Ctrl-C.
    case interrupted = 130
}
