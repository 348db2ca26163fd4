import TaskModel

/// Every error in words, in both languages: the one place (§7 «Errors»). A new code does not compile before it is
/// worded here.
enum ErrorMessages {
    ///
    /// The moments in an error are told as a zone's clock shows them; without one, as they are written in files.
    static func explain(_ error: TaskferryError, zone: (() -> TimeZoneRules)? = nil) -> Explanation {
        switch error.code {
        case .usage, .unknownCommand, .unknownOption, .missingArgument, .invalidArgument, .unclosedQuote, .unclosedList,
            .unsetVariable:
            usage(error)
        case .emptyList, .tooManyNames, .tooManyCharacters, .noPlatform, .noProject, .unknownProject, .unknownTask,
            .unknownDirectory, .illegalTaskName, .illegalName, .nameExists, .lastHolder, .unknownImport:
            names(error)
        case .notMatched, .checkFailed, .declined, .planStale, .noImport, .alreadyUndone, .changedSince, .nameTaken,
            .identityTaken, .noMatch, .noPackage, .packageExpired, .namesChanged,
            .jobRunning,
            .noJob,
            .jobFailed, .notOnline, .noDevelopmentVersion, .dependencyCycle, .fsckFailed, .nothingDiffers:
            answers(error) { moment(in: $0, zone) }
        case .badFile, .badJSON, .newerFormat, .badDocument, .badPackage, .notAPackage, .signatureRequired,
            .resourceMismatch, .caseCollision, .notAPlatform, .headLost, .damagedStore, .notAnInventory,
            .badInventory:
            files(error)
        case .switchedOff, .cannotCreate, .alreadyExists, .ioError, .notFound, .noSpace, .writeMismatch, .storeBusy,
            .notPermitted, .accessDenied, .interrupted:
            system(error)
        }
    }

    /// What to say of a code that belongs to another part of the table: cannot happen, and must not be silent.
    static func unworded(_ error: TaskferryError) -> Explanation {
        Explanation("\(error.code.rawValue)：\(error.subject)", "\(error.code.rawValue): \(error.subject)")
    }

    /// A moment as the user's clock shows it.
    private static func moment(in text: String, _ zone: (() -> TimeZoneRules)?) -> String {
        guard let zone, let moment = try? Timestamp(text) else { return text }
        return moment.text(in: zone())
    }

    /// `: X`, or nothing without an X.
    static func about(_ text: String) -> Words {
        text.isEmpty ? Words("", "") : Words("：\(text)", ": \(text)")
    }

    /// A command as a hint shows it.
    static func command(_ words: String...) -> Phrase { Phrase(.code, Phrase(foreign: words.joined(separator: " "))) }
}
