import FileIO
import TaskModel

extension Check {
    /// `invalid-schedule`: cron expression, time zone or dates mean nothing. The subject is the text that is wrong;
    /// detail: which part, and why.
    static let invalidSchedule = Check { context in
        var findings: [Finding] = []
        for landing in context.landings {
            guard let schedule = landing.document.schedule else { continue }
            for problem in try schedule.problems(context.zones) {
                findings.append(
                    Finding(
                        .invalidSchedule, problem.text, uses: [Finding.Use(landing.name)],
                        detail: [problem.part.rawValue, problem.cause]))
            }
        }
        return findings
    }

    /// `schedule-expired`: the last day is over, or the expression never fires again. The subject is the last day, or
    /// the expression.
    static let scheduleExpired = Check { context in
        try context.landings.compactMap { landing in
            guard let schedule = landing.document.schedule,
                let effective = try schedule.effective(context.zones),
                effective.fireTimes(after: context.now, count: 1).moments.isEmpty
            else { return nil }
            let subject = schedule.effectiveUntil.isEmpty ? schedule.cron : schedule.effectiveUntil
            return Finding(.scheduleExpired, subject, uses: [Finding.Use(landing.name)])
        }
    }
}
