using Budget.Core.Assignments;
using Budget.Core.Caseload;
using Budget.Core.Decisions;
using Budget.Core.Investigations;
using Budget.Core.PersonHeld;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>
/// A case walked at random with the deeds themselves: what the table of the case allows is done and leads where the table says, what it does not allow is refused and
/// changes nothing, and no clock is ever moved.
/// </summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class CaseWalkTests(Engine engine)
{
    private static readonly CaseAction[] Actions = Enum.GetValues<CaseAction>();

    private Town town = null!;

    [SetUp]
    public async Task Start() => town = await Town.On(engine);

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    [Test]
    public async Task No_sequence_of_actions_leaves_the_table_or_moves_a_clock()
    {
        var walked = new HashSet<(CaseStep From, CaseAction Action)>();
        var all = CaseTable.Rows.SelectMany(row => row.Moves.Select(move => (row.Step, move.Action)))
            // Time passes by itself; and a refusal makes room for a grant only when an objection against it was right (DecisionKindTests).
            .Where(move => move.Action != CaseAction.LetTimePass && move != (CaseStep.Refused, CaseAction.Grant)).ToList();
        // On the quick engine until every move was made by one walk or another, on the other a few.
        for (var seed = 1; engine == Engine.Sqlite ? seed <= 10 || (seed < 200 && all.Except(walked).Any()) : seed <= 8; seed++)
        {
            await Walk(new Random(seed), walked, $"seed {seed}");
        }

        Assert.That(engine == Engine.Sqlite ? all.Except(walked) : [], Is.Empty, "two hundred walks never did this");
    }

    private const int Steps = 16;

    /// <param name="walked">The moves that were made so far; what no walk did yet is done with pleasure.</param>
    private async Task Walk(Random chance, HashSet<(CaseStep From, CaseAction Action)> walked, string told)
    {
        var resident = await town.Resident();
        var request = await town.Request(resident);
        var submittedOn = town.Today;
        DateOnly? appliedOn = null;
        for (var step = 0; step < Steps; step++)
        {
            var before = await Case(request);
            // What was never done, what can be done, what cannot: each as often.
            var possible = CaseTable.Of(before.Progress.Step).Moves.Select(move => move.Action).ToList();
            var missing = possible.Where(one => !walked.Contains((before.Progress.Step, one)) && one != CaseAction.LetTimePass).ToList();
            var from = chance.Next(3) switch { 0 when missing.Count > 0 => missing, < 2 when possible.Count > 0 => possible, _ => [.. Actions] };
            var action = from[chance.Next(from.Count)];
            if (action == CaseAction.TakeBack && walked.Contains((before.Progress.Step, action)) && chance.Next(6) > 0)
            {
                continue;
            }

            if (action is CaseAction.ApplyWithoutReport or CaseAction.GiveNotice && before.Progress.Due > town.Today && chance.Next(3) > 0)
            {
                town.Clock.GoTo(before.Progress.Due.Value.AddDays(1));
                before = await Case(request);
            }

            // One deed, two rows of the table.
            if (action is CaseAction.Apply or CaseAction.ApplyWithoutReport)
            {
                action = before.Progress.Step == CaseStep.Investigate ? CaseAction.ApplyWithoutReport : CaseAction.Apply;
            }

            told += $", {action}";
            if (action == CaseAction.LetTimePass)
            {
                town.Clock.GoTo(town.Today.AddDays(1 + chance.Next(60)));
                var later = await Case(request);
                Assert.That(later.Progress.Step == before.Progress.Step || CaseTable.Of(before.Progress.Step).Moves.Any(move => move.Action == action && move.To.Contains(later.Progress.Step)), told);
                continue;
            }

            var rows = await Rows();
            var refusal = await Try(action, resident, request, before, chance);
            var after = await Case(request);
            appliedOn ??= after.Facts.AppliedOn;
            if (refusal is not null)
            {
                Assert.That((after, await Rows()), Is.EqualTo((before, rows)), $"{told}: {refusal} changed something");
            }
            else
            {
                Assert.That(CaseTable.Of(before.Progress.Step).Moves.FirstOrDefault(move => move.Action == action)?.To, Does.Contain(after.Progress.Step), $"{told} from {before.Progress.Step}");
                walked.Add((before.Progress.Step, action));
            }

            Assert.That(after.Facts.InvestigateBy, Is.EqualTo(LegalTerm.InvestigateBy(submittedOn)), told);
            Assert.That((after.Facts.AppliedOn, after.Facts.DecideBy), Is.EqualTo((appliedOn, appliedOn is { } day ? LegalTerm.DecideBy(day) : (DateOnly?)null)), told);
            var waiting = (await new Worklist(town.Database).Find(town.Caseworker, request)).Where(item => item.Kind is "investigate" or "reconsider" or "decide" or "notice").ToList();
            Assert.That(waiting.Select(item => item.Target), Is.EqualTo(after.Progress.Turn == Turn.Municipality ? new[] { request } : []), $"{told}: the worklist");
            Assert.That(waiting.Where(item => item.Kind != "notice").Select(item => (DateOnly?)item.Due), Is.All.EqualTo(after.Progress.Due), told);
            Assert.That(after.Progress.IsLate, Is.EqualTo(after.Progress.Turn == Turn.Municipality && town.Today > after.Progress.Due), told);
        }
    }

    /// <summary>How much is written down of everything a case has.</summary>
    private Task<long> Rows() => Sql.Count(town, """
        (SELECT request_id FROM personal_plans UNION ALL SELECT request_id FROM default_notices UNION ALL SELECT request_id FROM investigation_reports
         UNION ALL SELECT request_id FROM report_answers UNION ALL SELECT request_id FROM applications UNION ALL SELECT request_id FROM request_ends
         UNION ALL SELECT id FROM decisions UNION ALL SELECT id FROM assignments UNION ALL SELECT assignment_id FROM assignment_ends UNION ALL SELECT id FROM care_agreements) written
        """);

    private sealed record Seen(CaseFacts Facts, CaseProgress Progress);

    private async Task<Seen> Case(string request)
    {
        var answer = (await new CaseOverview(town.Database).Of(town.Caseworker, request))!;
        return new Seen(answer.Facts, answer.Progress);
    }

    private async Task<Refusal?> Try(CaseAction action, Resident resident, string request, Seen before, Random chance)
    {
        var (database, key) = (town.Database, town.Key());
        var whole = (await new CaseOverview(database).Of(town.Caseworker, request))!;
        // Temporary help goes its own way, beside the course of the case.
        var decisions = whole.Decisions.Where(decision => whole.Decided.All(item => item.Number != decision.Number || item.Kind != "temporary")).ToList();
        var following = (decisions.FirstOrDefault(decision => decision is { FundingForm: "personfollowing", AssignmentNumber: null })
            ?? decisions.FirstOrDefault(decision => decision.FundingForm == "personfollowing"))?.BudgetNumber ?? "2026-999999";
        var held = decisions.OrderBy(decision => decision.AgreementCount).FirstOrDefault(decision => decision.FundingForm == "personheld");
        var assigned = decisions.FirstOrDefault(decision => decision.AssignmentNumber is not null);
        return action switch
        {
            CaseAction.HandInPlan => (await new HandInPlan(database).Do(resident.Actor, key, new(request, "Mijn plan."))).Refusal,
            CaseAction.GiveReport => (await new WriteReport(database).Do(town.Caseworker, key, new(request, new Dictionary<string, string> { ["a"] = "Nodig." }, "Toekennen.") { Reply = "Aangepast.", After = before.Facts.ReportVersion ?? 0, Plan = whole.Plan?.Version ?? 0 })).Refusal,
            CaseAction.Agree => (await Answer(chance.Next(2) == 0 ? ReportAnswer.Agree : ReportAnswer.Remarks)).Refusal,
            CaseAction.Disagree => (await Answer(ReportAnswer.Disagree)).Refusal,
            CaseAction.Apply or CaseAction.ApplyWithoutReport => (await new ApplyForSupport(database).Do(resident.Actor, key, request)).Refusal,
            CaseAction.GiveNotice => (await new GiveNotice(database).Do(resident.Actor, key, new(request))).Refusal,
            CaseAction.Grant => (await Grant()).Refusal,
            CaseAction.Refuse => (await new RefuseApplication(database).Do(town.Caseworker, key, new(
                request, before.Facts.AppliedOn is null ? before.Facts.ReportedOn ?? town.Today : null, RefusalGround.GeneralProvision, "De boodschappenbus is genoeg."))).Refusal,
            CaseAction.HelpAtOnce => (await new HelpAtOnce(database).Do(town.Caseworker, key, new(
                request, "01A01", new Quantity(3), Frequency.Week, new Money(3000), new Period(town.Today, town.Today.AddDays(20)), FundingForm.PersonFollowing, "Het kan niet wachten."))).Refusal,
            CaseAction.ChooseProvider => (await new ChooseProvider(database).Do(resident.Actor, key, new(following, town.Contract))).Refusal,
            CaseAction.MakeAgreement => (await new ApproveCareAgreement(database).Do(town.Caseworker, key, new(
                held?.BudgetNumber ?? "2026-999999", "Fatima El Amrani", HelperKind.Freelancer, new Money(100), new Quantity(4),
                held is null ? Period.Year(2026) : new(held.StartsOn, held.EndsOn)))).Refusal,
            CaseAction.EndAssignment => (await new EndAssignment(database).Do(resident.Actor, key, new(
                assigned?.BudgetNumber ?? "2026-999999", assigned?.EndsOn < town.Today ? assigned.EndsOn : town.Today, EndReason.Client))).Refusal,
            CaseAction.TakeBack => (await new TakeBackRequest(database).Do(resident.Actor, key, request)).Refusal,
            _ => throw new InvalidOperationException($"{action} is no deed."),
        };

        Task<Outcome<string>> Answer(ReportAnswer answer) => new AnswerReport(database).Do(resident.Actor, key, new(
            request, before.Facts.ReportVersion ?? 1, answer, answer == ReportAnswer.Agree ? "" : "De was doe ik zelf.", Applies: false));

        Task<Outcome<GrantProvision.Answer>> Grant()
        {
            // Each after the one before it: the same is not granted twice for the same days.
            var starts = decisions.Count == 0 ? town.Today.AddDays(-chance.Next(20)) : decisions.Max(decision => decision.EndsOn).AddDays(1);
            return new GrantProvision(database).Do(town.Caseworker, key, new(
                request, before.Facts.AppliedOn is null ? before.Facts.ReportedOn ?? town.Today : null, Town.Guidance, new Quantity(12), Frequency.Total, new Money(6000),
                new Period(starts, starts.AddDays(10 + chance.Next(200))), chance.Next(3) == 0 ? FundingForm.PersonHeld : FundingForm.PersonFollowing, "Dit is nodig."));
        }
    }
}
