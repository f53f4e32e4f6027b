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

    private static readonly CaseFacts Asked = new(InvestigateBy);
    private static readonly CaseFacts Reported = Asked with { ReportVersion = 1, ReportedOn = ReportedOn };
    private static readonly CaseFacts Agreed = Reported with { Answer = "agree" };
    private static readonly CaseFacts Applied = Agreed with { AppliedOn = new(2026, 7, 6), DecideBy = DecideBy };
    private static readonly CaseFacts Decided = Applied with { DecidedOn = DecidedOn, LastDay = LastDay };

    private static IEnumerable<TestCaseData> Table() =>
    [
        Row("requested", new(2026, 6, 2), Asked, new(CaseStep.Investigate, Turn.Municipality, InvestigateBy, IsLate: false)),
        Row("the last day of the investigation", InvestigateBy, Asked, new(CaseStep.Investigate, Turn.Municipality, InvestigateBy, IsLate: false)),
        Row("a day later", InvestigateBy.AddDays(1), Asked, new(CaseStep.Investigate, Turn.Municipality, InvestigateBy, IsLate: true)),
        Row("reported, not answered", new(2026, 7, 2), Reported, new(CaseStep.ReadReport, Turn.Resident, null, IsLate: false)),
        Row("reported long ago, not answered", new(2027, 7, 2), Reported, new(CaseStep.ReadReport, Turn.Resident, null, IsLate: false)),
        Row("not agreed", new(2026, 7, 2), Reported with { Answer = "disagree" }, new(CaseStep.Reconsider, Turn.Municipality, null, IsLate: false)),
        Row("not agreed after the six weeks", InvestigateBy.AddDays(9), Reported with { Answer = "disagree" }, new(CaseStep.Reconsider, Turn.Municipality, null, IsLate: false)),
        Row("agreed, not applied", new(2026, 7, 2), Agreed, new(CaseStep.Apply, Turn.Resident, null, IsLate: false)),
        Row("agreed with remarks", new(2026, 7, 2), Reported with { Answer = "remarks" }, new(CaseStep.Apply, Turn.Resident, null, IsLate: false)),
        Row("applied", DecideBy, Applied, new(CaseStep.Decide, Turn.Municipality, DecideBy, IsLate: false)),
        Row("applied, term over", DecideBy.AddDays(1), Applied, new(CaseStep.Decide, Turn.Municipality, DecideBy, IsLate: true)),
        Row("applied although not agreed", DecideBy, Applied with { Answer = "disagree" }, new(CaseStep.Decide, Turn.Municipality, DecideBy, IsLate: false)),
        Row("applied without a report", DecideBy, Asked with { AppliedOn = new(2026, 7, 6), DecideBy = DecideBy }, new(CaseStep.Decide, Turn.Municipality, DecideBy, IsLate: false)),
        Row("taken back", DecideBy.AddDays(9), Applied with { EndedOn = DecideBy }, new(CaseStep.TakenBack, Turn.Nobody, null, IsLate: false)),
        Row("PVB without provider", DecidedOn, Decided with { WithoutProvider = 1 }, new(CaseStep.ChooseProvider, Turn.Resident, null, IsLate: false)),
        Row("PGB without agreement", DecidedOn, Decided with { WithoutAgreement = 1 }, new(CaseStep.MakeAgreement, Turn.Resident, null, IsLate: false)),
        Row("both missing: the provider first", DecidedOn, Decided with { WithoutProvider = 1, WithoutAgreement = 1 }, new(CaseStep.ChooseProvider, Turn.Resident, null, IsLate: false)),
        Row("support", DecidedOn, Decided, new(CaseStep.Support, Turn.Provider, LastDay, IsLate: false)),
        Row("the last day of support", LastDay, Decided, new(CaseStep.Support, Turn.Provider, LastDay, IsLate: false)),
        Row("the day after", LastDay.AddDays(1), Decided, new(CaseStep.Ended, Turn.Nobody, LastDay, IsLate: false)),
        Row("ended without ever a provider", LastDay.AddDays(1), Decided with { WithoutProvider = 1 }, new(CaseStep.Ended, Turn.Nobody, LastDay, IsLate: false)),
        Row("decided after its term: no longer late", new(2026, 8, 2), Decided with { DecidedOn = new(2026, 8, 1) }, new(CaseStep.Support, Turn.Provider, LastDay, IsLate: false)),
    ];

    [TestCaseSource(nameof(Table))]
    public void A_case_stands_where_its_papers_say(DateOnly today, CaseFacts facts, CaseProgress expected) =>
        Assert.That(CaseProgress.Of(today, facts), Is.EqualTo(expected));

    [Test]
    public void Every_step_has_its_row_and_every_row_leads_somewhere_that_has_one()
    {
        Assert.That(CaseTable.Rows.Select(row => row.Step), Is.EqualTo(Enum.GetValues<CaseStep>()));
        foreach (var row in CaseTable.Rows)
        {
            Assert.That(row.Moves.Select(move => move.Action), Is.Unique, $"{row.Step}");
            Assert.That(row.Moves, Has.All.Matches<CaseTable.Move>(move => move!.To.Count > 0), $"{row.Step}");
            Assert.That(Enum.GetValues<CaseAction>(), Has.All.Matches<CaseAction>(action =>
                row.Moves.Any(move => move.Action == action) || CaseTable.Objection(new(row.Step, row.Turn, Due: null, IsLate: true), Agreed, action) is not null), $"{row.Step}");
        }

        var reached = new HashSet<CaseStep> { CaseStep.Investigate };
        while (reached.Count < reached.Union(reached.SelectMany(step => CaseTable.Of(step).Moves).SelectMany(move => move.To)).Count())
        {
            reached.UnionWith(reached.SelectMany(step => CaseTable.Of(step).Moves).SelectMany(move => move.To).ToList());
        }

        Assert.That(reached, Is.EquivalentTo(Enum.GetValues<CaseStep>()), "every step can be reached from a request");
    }

    [Test]
    public void The_picture_in_the_docs_is_the_table()
    {
        var lines = new List<string> { "stateDiagram-v2", "    [*] --> Investigate: Submit" };
        foreach (var row in CaseTable.Rows)
        {
            lines.Add($"    {row.Step}: {row.Step} ({row.Turn}{(row.Clock == CaseClock.None ? "" : $", {row.Clock}")})");
            lines.AddRange(row.Moves.SelectMany(move => move.To.Select(to => (move.Action, To: to))).GroupBy(move => move.To)
                .Select(to => $"    {row.Step} --> {to.Key}: {string.Join(", ", to.Select(move => move.Action))}"));
        }

        lines.AddRange(CaseTable.Rows.Where(row => row.Turn == Turn.Nobody).Select(row => $"    {row.Step} --> [*]"));
        Approved.Section(string.Concat(lines.Select(line => $"{line}\n")), "docs/case.md", "case", language: "mermaid");
    }

    private static TestCaseData Row(string name, DateOnly today, CaseFacts facts, CaseProgress expected) =>
        new TestCaseData(today, facts, expected).SetName($"{nameof(A_case_stands_where_its_papers_say)}({name})");
}
