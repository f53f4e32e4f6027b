namespace Budget.Core.SupportRequests;

/// <summary>Whose turn is it?</summary>
public enum Turn { Municipality, Resident, Provider, Nobody }

/// <summary>The steps of a case, in the order of the law; what can be done in each stands in <see cref="CaseTable"/>.</summary>
public enum CaseStep { Investigate, ReadReport, Reconsider, Apply, Decide, ChooseProvider, MakeAgreement, Support, Ended, Refused, TakenBack }

/// <summary>
/// Where a case stands, worked out from what has been written down and from nothing else: no status is stored that could go stale.
/// </summary>
/// <param name="Due">The last day of this step, where the law or the decision names one.</param>
public sealed record CaseProgress(CaseStep Step, Turn Turn, DateOnly? Due, bool IsLate)
{
    public static CaseProgress Of(DateOnly today, CaseFacts facts)
    {
        var row = CaseTable.Of(StepOf(today, facts));
        var due = row.Clock switch
        {
            CaseClock.Investigation => facts.InvestigateBy,
            CaseClock.Decision => facts.DecideBy,
            CaseClock.Support => facts.LastDay,
            _ => null,
        };
        return new(row.Step, row.Turn, due, IsLate: row.Turn == Turn.Municipality && today > due);
    }

    private static CaseStep StepOf(DateOnly today, CaseFacts facts) => facts switch
    {
        { EndedOn: not null } => CaseStep.TakenBack,
        { DecidedOn: not null, LastDay: null } => CaseStep.Refused,
        { DecidedOn: not null } => facts.LastDay < today ? CaseStep.Ended
            : facts.WithoutProvider > 0 ? CaseStep.ChooseProvider
            : facts.WithoutAgreement > 0 ? CaseStep.MakeAgreement
            : CaseStep.Support,
        { AppliedOn: not null } => CaseStep.Decide,
        { ReportedOn: null } => CaseStep.Investigate,
        { Answer: null } => CaseStep.ReadReport,
        { Answer: "disagree" } => CaseStep.Reconsider,
        _ => CaseStep.Apply,
    };
}
