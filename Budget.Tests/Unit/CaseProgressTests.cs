using Budget.Core.SupportRequests;

namespace Budget.Tests.Unit;

/// <summary>Where a case stands, for everything that can have been written down. Requested on 1 June, to be investigated by 13 July 2026.</summary>
public sealed class CaseProgressTests
{
    private static readonly DateOnly InvestigateBy = new(2026, 7, 13);
    private static readonly DateOnly ReportedOn = new(2026, 7, 1);
    private static readonly DateOnly DecideBy = new(2026, 7, 20);
    private static readonly DateOnly DecidedOn = new(2026, 7, 10);
    private static readonly DateOnly LastDay = new(2026, 12, 31);

    public sealed record Written(
        DateOnly Today, DateOnly? ReportedOn = null, DateOnly? DecideBy = null, DateOnly? DecidedOn = null,
        bool WithoutProvider = false, bool WithoutAgreement = false, DateOnly? LastDay = null);

    private static IEnumerable<TestCaseData> Table() =>
    [
        Row("requested", new(new(2026, 6, 2)), new(CaseStep.Investigate, Turn.Municipality, InvestigateBy, IsLate: false)),
        Row("the last day of the investigation", new(InvestigateBy), new(CaseStep.Investigate, Turn.Municipality, InvestigateBy, IsLate: false)),
        Row("a day later", new(InvestigateBy.AddDays(1)), new(CaseStep.Investigate, Turn.Municipality, InvestigateBy, IsLate: true)),
        Row("reported, not applied", new(new(2026, 7, 2), ReportedOn), new(CaseStep.Apply, Turn.Resident, null, IsLate: false)),
        Row("reported long ago, not applied", new(new(2027, 7, 2), ReportedOn), new(CaseStep.Apply, Turn.Resident, null, IsLate: false)),
        Row("applied", new(DecideBy, ReportedOn, DecideBy), new(CaseStep.Decide, Turn.Municipality, DecideBy, IsLate: false)),
        Row("applied, term over", new(DecideBy.AddDays(1), ReportedOn, DecideBy), new(CaseStep.Decide, Turn.Municipality, DecideBy, IsLate: true)),
        Row("PVB without provider", new(DecidedOn, ReportedOn, DecideBy, DecidedOn, WithoutProvider: true, LastDay: LastDay),
            new(CaseStep.ChooseProvider, Turn.Resident, null, IsLate: false)),
        Row("PGB without agreement", new(DecidedOn, ReportedOn, DecideBy, DecidedOn, WithoutAgreement: true, LastDay: LastDay),
            new(CaseStep.MakeAgreement, Turn.Resident, null, IsLate: false)),
        Row("both missing: the provider first", new(DecidedOn, ReportedOn, DecideBy, DecidedOn, WithoutProvider: true, WithoutAgreement: true, LastDay: LastDay),
            new(CaseStep.ChooseProvider, Turn.Resident, null, IsLate: false)),
        Row("support", new(DecidedOn, ReportedOn, DecideBy, DecidedOn, LastDay: LastDay), new(CaseStep.Support, Turn.Provider, LastDay, IsLate: false)),
        Row("the last day of support", new(LastDay, ReportedOn, DecideBy, DecidedOn, LastDay: LastDay), new(CaseStep.Support, Turn.Provider, LastDay, IsLate: false)),
        Row("the day after", new(LastDay.AddDays(1), ReportedOn, DecideBy, DecidedOn, LastDay: LastDay), new(CaseStep.Ended, Turn.Nobody, LastDay, IsLate: false)),
        Row("ended without ever a provider", new(LastDay.AddDays(1), ReportedOn, DecideBy, DecidedOn, WithoutProvider: true, LastDay: LastDay),
            new(CaseStep.Ended, Turn.Nobody, LastDay, IsLate: false)),
        Row("decided after its term: no longer late", new(new(2026, 8, 2), ReportedOn, DecideBy, new(2026, 8, 1), LastDay: LastDay),
            new(CaseStep.Support, Turn.Provider, LastDay, IsLate: false)),
    ];

    [TestCaseSource(nameof(Table))]
    public void A_case_stands_where_its_papers_say(Written written, CaseProgress expected)
    {
        var progress = CaseProgress.Of(
            written.Today, InvestigateBy, written.ReportedOn, written.DecideBy, written.DecidedOn,
            written.WithoutProvider, written.WithoutAgreement, written.LastDay);

        Assert.That(progress, Is.EqualTo(expected));
    }

    private static TestCaseData Row(string name, Written written, CaseProgress expected) =>
        new TestCaseData(written, expected).SetName($"{nameof(A_case_stands_where_its_papers_say)}({name})");
}
