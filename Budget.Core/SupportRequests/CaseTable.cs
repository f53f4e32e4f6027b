namespace Budget.Core.SupportRequests;

/// <summary>What people do in a case. Each is a deed; that time passes is nobody's.</summary>
public enum CaseAction
{
    HandInPlan,
    GiveReport,
    Agree,
    Disagree,
    Apply,
    /// <summary>The application of a resident whose municipality let the six weeks pass (2.3.2 lid 9).</summary>
    ApplyWithoutReport,
    GiveNotice,
    Grant,
    Refuse,
    /// <summary>A temporary provision because it cannot wait (2.3.3): beside the course of the case.</summary>
    HelpAtOnce,
    /// <summary>Another budget follows one that was granted for good.</summary>
    Extend,
    /// <summary>A budget ends and another follows it; of temporary help this decides on the application.</summary>
    Revise,
    /// <summary>A budget ends; of temporary help beside the course of the case.</summary>
    Withdraw,
    ChooseProvider,
    MakeAgreement,
    EndAssignment,
    TakeBack,
    LetTimePass,
}

/// <summary>Which of the law's terms runs in a step.</summary>
public enum CaseClock
{
    None,
    /// <summary>Six weeks from the request.</summary>
    Investigation,
    /// <summary>Two weeks from the application.</summary>
    Decision,
    /// <summary>Until the last day of what was granted.</summary>
    Support,
}

/// <summary>
/// The course of a case, whole: in each step whose turn it is, which clock runs, what can be done and where that leads. The deeds from request to decision ask it whether they
/// may; what happens on a budget afterwards is the budget's own rule, and stands here because it moves the case. docs/case.md draws it; a test walks it at random with the deeds themselves.
/// </summary>
public static class CaseTable
{
    public sealed record Row(CaseStep Step, Turn Turn, CaseClock Clock, params IReadOnlyList<Move> Moves);

    /// <param name="To">The steps this can lead to; which of them depends on what else was granted.</param>
    public sealed record Move(CaseAction Action, params IReadOnlyList<CaseStep> To);

    private static readonly CaseStep[] AfterGrant = [CaseStep.ChooseProvider, CaseStep.MakeAgreement, CaseStep.Support, CaseStep.Ended];

    public static readonly IReadOnlyList<Row> Rows =
    [
        new(CaseStep.Investigate, Turn.Municipality, CaseClock.Investigation,
            new(CaseAction.HandInPlan, CaseStep.Investigate),
            new(CaseAction.GiveReport, CaseStep.ReadReport),
            new(CaseAction.ApplyWithoutReport, CaseStep.Decide),
            new(CaseAction.HelpAtOnce, CaseStep.Investigate),
            new(CaseAction.Withdraw, CaseStep.Investigate),
            new(CaseAction.TakeBack, CaseStep.TakenBack)),
        new(CaseStep.ReadReport, Turn.Resident, CaseClock.None,
            new(CaseAction.HandInPlan, CaseStep.ReadReport),
            new(CaseAction.Agree, CaseStep.Apply),
            new(CaseAction.Disagree, CaseStep.Reconsider),
            new(CaseAction.Apply, CaseStep.Decide),
            new(CaseAction.Grant, AfterGrant),
            new(CaseAction.Refuse, CaseStep.Refused),
            new(CaseAction.HelpAtOnce, CaseStep.ReadReport),
            new(CaseAction.Withdraw, CaseStep.ReadReport),
            new(CaseAction.TakeBack, CaseStep.TakenBack)),
        // The report was there: of the reply to who does not agree with it no law says when it comes.
        new(CaseStep.Reconsider, Turn.Municipality, CaseClock.None,
            new(CaseAction.HandInPlan, CaseStep.Reconsider),
            new(CaseAction.GiveReport, CaseStep.ReadReport),
            new(CaseAction.Apply, CaseStep.Decide),
            new(CaseAction.Grant, AfterGrant),
            new(CaseAction.Refuse, CaseStep.Refused),
            new(CaseAction.HelpAtOnce, CaseStep.Reconsider),
            new(CaseAction.Withdraw, CaseStep.Reconsider),
            new(CaseAction.TakeBack, CaseStep.TakenBack)),
        new(CaseStep.Apply, Turn.Resident, CaseClock.None,
            new(CaseAction.HandInPlan, CaseStep.Apply),
            new(CaseAction.Apply, CaseStep.Decide),
            new(CaseAction.Grant, AfterGrant),
            new(CaseAction.Refuse, CaseStep.Refused),
            new(CaseAction.HelpAtOnce, CaseStep.Apply),
            new(CaseAction.Withdraw, CaseStep.Apply),
            new(CaseAction.TakeBack, CaseStep.TakenBack)),
        new(CaseStep.Decide, Turn.Municipality, CaseClock.Decision,
            new(CaseAction.HandInPlan, CaseStep.Decide),
            new(CaseAction.Apply, CaseStep.Decide),
            new(CaseAction.GiveReport, CaseStep.Decide),
            new(CaseAction.Agree, CaseStep.Decide),
            new(CaseAction.Disagree, CaseStep.Decide),
            new(CaseAction.GiveNotice, CaseStep.Decide),
            new(CaseAction.Grant, AfterGrant),
            new(CaseAction.Refuse, CaseStep.Refused),
            new(CaseAction.HelpAtOnce, CaseStep.Decide),
            new(CaseAction.Revise, AfterGrant),
            new(CaseAction.Withdraw, CaseStep.Decide),
            new(CaseAction.TakeBack, CaseStep.TakenBack)),
        new(CaseStep.ChooseProvider, Turn.Resident, CaseClock.None,
            new(CaseAction.ChooseProvider, AfterGrant),
            new(CaseAction.MakeAgreement, CaseStep.ChooseProvider),
            new(CaseAction.EndAssignment, CaseStep.ChooseProvider),
            new(CaseAction.Grant, AfterGrant),
            new(CaseAction.Extend, AfterGrant),
            new(CaseAction.Revise, AfterGrant),
            new(CaseAction.Withdraw, AfterGrant),
            new(CaseAction.LetTimePass, CaseStep.MakeAgreement, CaseStep.Support, CaseStep.Ended)),
        new(CaseStep.MakeAgreement, Turn.Resident, CaseClock.None,
            new(CaseAction.MakeAgreement, CaseStep.MakeAgreement, CaseStep.Support),
            new(CaseAction.EndAssignment, CaseStep.ChooseProvider, CaseStep.MakeAgreement),
            new(CaseAction.Grant, AfterGrant),
            new(CaseAction.Extend, AfterGrant),
            new(CaseAction.Revise, AfterGrant),
            new(CaseAction.Withdraw, CaseStep.MakeAgreement, CaseStep.Support, CaseStep.Ended),
            new(CaseAction.LetTimePass, CaseStep.Support, CaseStep.Ended)),
        new(CaseStep.Support, Turn.Provider, CaseClock.Support,
            // On the last day there is nothing left to choose for.
            new(CaseAction.EndAssignment, CaseStep.ChooseProvider, CaseStep.Support),
            new(CaseAction.MakeAgreement, CaseStep.Support),
            new(CaseAction.Grant, AfterGrant),
            new(CaseAction.Extend, AfterGrant),
            new(CaseAction.Revise, AfterGrant),
            new(CaseAction.Withdraw, CaseStep.Support, CaseStep.Ended),
            new(CaseAction.LetTimePass, CaseStep.Ended)),
        new(CaseStep.Ended, Turn.Nobody, CaseClock.Support,
            new(CaseAction.MakeAgreement, CaseStep.Ended),
            new(CaseAction.EndAssignment, CaseStep.Ended),
            new(CaseAction.Grant, AfterGrant),
            // Temporary help may last longer than what was granted for good.
            new(CaseAction.Extend, AfterGrant),
            new(CaseAction.Revise, AfterGrant),
            new(CaseAction.Withdraw, CaseStep.Ended)),
        // A refusal against which an objection was right makes room for a grant, and for a refusal with better reasons (Awb 7:11); Applied guards that.
        new(CaseStep.Refused, Turn.Nobody, CaseClock.None,
            new(CaseAction.Grant, AfterGrant),
            new(CaseAction.Refuse, CaseStep.Refused),
            new(CaseAction.HelpAtOnce, CaseStep.Refused),
            new(CaseAction.Revise, AfterGrant),
            new(CaseAction.Withdraw, CaseStep.Refused)),
        new(CaseStep.TakenBack, Turn.Nobody, CaseClock.None,
            new Move(CaseAction.Withdraw, CaseStep.TakenBack)),
    ];

    public static Row Of(CaseStep step) => Rows.First(row => row.Step == step);

    /// <summary>Why this cannot be done as the case stands; none when it can.</summary>
    public static Refusal? Objection(CaseProgress progress, CaseFacts facts, CaseAction action)
    {
        var step = progress.Step;
        if (Of(step).Moves.All(move => move.Action != action))
        {
            return step == CaseStep.TakenBack ? Refusal.RequestTakenBack : (step, action) switch
            {
                (CaseStep.Investigate, CaseAction.Agree or CaseAction.Disagree or CaseAction.Apply or CaseAction.Grant or CaseAction.Refuse) => Refusal.ReportMissing,
                (CaseStep.ReadReport or CaseStep.Apply, CaseAction.GiveReport) => Refusal.ReportAlreadyWritten,
                (CaseStep.Reconsider or CaseStep.Apply, CaseAction.Agree or CaseAction.Disagree) => Refusal.ReportAlreadyAnswered,
                (_, CaseAction.GiveNotice) when step < CaseStep.Decide => Refusal.NotLate,
                (_, CaseAction.TakeBack) when step > CaseStep.Decide => Refusal.AlreadyDecidedOn,
                (_, CaseAction.Refuse or CaseAction.HelpAtOnce) when step > CaseStep.Decide => Refusal.RequestDecided,
                _ => Refusal.CaseMovedOn,
            };
        }

        return action switch
        {
            // After the six weeks only, and after the two weeks only.
            CaseAction.ApplyWithoutReport when !progress.IsLate => Refusal.ReportMissing,
            CaseAction.GiveNotice when !progress.IsLate => Refusal.NotLate,
            // With an application the municipality was too late for, the report still comes; and who applied without waiting for a reply still gets it.
            CaseAction.GiveReport when facts.ReportVersion is not null && facts.Answer != "disagree" => Refusal.ReportAlreadyWritten,
            CaseAction.Agree or CaseAction.Disagree when facts.ReportVersion is null => Refusal.ReportMissing,
            CaseAction.Agree or CaseAction.Disagree when facts.Answer is not null => Refusal.ReportAlreadyAnswered,
            _ => null,
        };
    }
}
