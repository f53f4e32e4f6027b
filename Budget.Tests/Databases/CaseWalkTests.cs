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
    private Actor colleague = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        colleague = await town.User("collega", Role.Caseworker, Town.Huizen);
    }

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
            // Time passes by itself.
            .Where(move => move.Action != CaseAction.LetTimePass).ToList();
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
            if (before.Progress.Step == CaseStep.Refused && chance.Next(2) == 0)
            {
                told += await BeRight(resident, request) ? ", objected and was right" : "";
            }

            // What was never done, what can be done, what cannot: the first as often as the others together.
            var possible = CaseTable.Of(before.Progress.Step).Moves.Select(move => move.Action).ToList();
            var missing = possible.Where(one => !walked.Contains((before.Progress.Step, one)) && one != CaseAction.LetTimePass).ToList();
            var from = chance.Next(4) switch { < 2 when missing.Count > 0 => missing, < 3 when possible.Count > 0 => possible, _ => [.. Actions] };
            // Half of the walks begin with help at once, which many of the moves need.
            var action = step == 0 && chance.Next(2) == 0 ? CaseAction.HelpAtOnce : from[chance.Next(from.Count)];
            if (action == CaseAction.TakeBack && walked.Contains((before.Progress.Step, action)) && chance.Next(4) > 0)
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

            var (rows, isRefused) = (await Rows(), await IsRefused(request));
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
                Assert.That(isRefused && action is CaseAction.Grant or CaseAction.Refuse or CaseAction.HelpAtOnce or CaseAction.Revise, Is.False, $"{told}: after a refusal that stands");
                walked.Add((before.Progress.Step, action));
            }

            Assert.That(after.Facts.InvestigateBy, Is.EqualTo(LegalTerm.InvestigateBy(submittedOn)), told);
            Assert.That((after.Facts.AppliedOn, after.Facts.DecideBy), Is.EqualTo((appliedOn, appliedOn is { } day ? LegalTerm.DecideBy(day) : (DateOnly?)null)), told);
            var waiting = (await new Worklist(town.Database).Find(town.Caseworker, request)).Where(item => item.Kind is "investigate" or "reconsider" or "decide" or "notice").ToList();
            Assert.That(waiting.Select(item => (item.Kind == "notice" ? "decide" : item.Kind, item.Target)), Is.EquivalentTo(Waits(after).Select(kind => (kind, request))), $"{told}: the worklist");
            Assert.That(waiting.Where(item => item.Kind is "investigate" or "decide").Select(item => (DateOnly?)item.Due), Is.All.EqualTo(after.Progress.Due), told);
            Assert.That(after.Progress.IsLate, Is.EqualTo(after.Progress.Turn == Turn.Municipality && town.Today > after.Progress.Due), told);
        }
    }

    /// <summary>What the worklist has of a case: the step in which it is our turn, and the reply to who did not agree, also beside the decision.</summary>
    private static IEnumerable<string> Waits(Seen seen) =>
    [
        .. seen.Progress.Step switch { CaseStep.Investigate => ["investigate"], CaseStep.Decide => ["decide"], _ => Array.Empty<string>() },
        .. seen.Progress.Step is CaseStep.Reconsider or CaseStep.Decide && seen.Facts.Answer == "disagree" ? ["reconsider"] : Array.Empty<string>(),
    ];

    /// <summary>An objection against the last refusal, that is right; once.</summary>
    private async Task<bool> BeRight(Resident resident, string request)
    {
        var refusal = (await new CaseOverview(town.Database).Of(town.Caseworker, request))!.Decided.First(item => item.Kind == "refuse");
        if (refusal.ObjectionNumber is not null)
        {
            return false;
        }

        var objection = (await new ObjectToDecision(town.Database).Do(resident.Actor, town.Key(), new(refusal.Number, "Dat kan ik niet zelf.", "Ik was ziek."))).Value.ObjectionNumber;
        return !(await new DecideObjection(town.Database).Do(colleague, town.Key(), new(objection, ObjectionOutcome.Founded, "U hebt gelijk."))).IsRefused;
    }

    /// <summary>Whether a refusal stands, against which no objection was right.</summary>
    private async Task<bool> IsRefused(string request) =>
        (await new CaseOverview(town.Database).Of(town.Caseworker, request))!.Decided.Any(item => item is { Kind: "refuse", ObjectionOutcome: null });

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
        var following = (decisions.FirstOrDefault(decision => decision.NeedsProvider)
            ?? decisions.FirstOrDefault(decision => decision.FundingForm == "personfollowing"))?.BudgetNumber ?? "2026-999999";
        var held = decisions.OrderBy(decision => decision.AgreementCount).FirstOrDefault(decision => decision.FundingForm == "personheld");
        var assigned = decisions.FirstOrDefault(decision => decision.AssignmentNumber is not null);
        // What follows or ends a budget is tried on any of them, also on temporary help.
        var budget = whole.Decisions.Count == 0 ? null : whole.Decisions[chance.Next(whole.Decisions.Count)];
        var (number, endedOn) = (budget?.BudgetNumber ?? "2026-999999", town.Today.AddDays(chance.Next(-12, 13)));
        var (until, rate) = (10 + chance.Next(200), new Money(3000));
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
                request, "01A01", new Quantity(3), Frequency.Week, rate, new Period(town.Today, town.Today.AddDays(41)), FundingForm.PersonFollowing, "Het kan niet wachten."))).Refusal,
            CaseAction.Extend => (await new ExtendProvision(database).Do(town.Caseworker, key, new(
                request, number, new Quantity(12), Frequency.Total, rate, (budget?.EndsOn ?? town.Today).AddDays(until), "Het gaat goed zo."))).Refusal,
            CaseAction.Revise => (await new ReviseProvision(database).Do(town.Caseworker, key, new(
                request, number, endedOn, null, new Quantity(12), Frequency.Total, rate, endedOn.AddDays(until), budget?.FundingForm == "personheld" ? FundingForm.PersonHeld : FundingForm.PersonFollowing, "Het is meer."))).Refusal,
            CaseAction.Withdraw => (await new WithdrawProvision(database).Do(town.Caseworker, key, new(request, number, endedOn, WithdrawalGround.B, "Het is niet meer nodig."))).Refusal,
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
                new Period(starts, starts.AddDays(chance.Next(4) == 0 ? 1 + chance.Next(15) : 10 + chance.Next(200))), chance.Next(assigned is null ? 3 : 2) == 0 ? FundingForm.PersonHeld : FundingForm.PersonFollowing, "Dit is nodig."));
        }
    }
}
