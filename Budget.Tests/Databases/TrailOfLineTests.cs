using Budget.Core.Audit;
using Budget.Core.Decisions;
using Budget.Core.Investigations;
using Budget.Core.Invoices;
using Budget.Core.Iwmo;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Sampling;

namespace Budget.Tests.Databases;

/// <summary>From the payment back to the resident's own words: each step of a line that went all the way, and what is said of one that did not.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class TrailOfLineTests(Engine engine)
{
    private static readonly int[] DaysOfSteps = [1, 3, 4, 4, 8, 9, 11, 11, 12, 15];
    private static readonly DateOnly Asked = new(2026, 6, 1);

    private Town town = null!;
    private Actor auditor = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine, FakeClock.On(2026, 6, 1));
        auditor = await town.User("controle", Role.Auditor, Town.Huizen);
    }

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    private async Task<TrailOfLine.Answer> Trail(string budget, long posting) => (await new TrailOfLine(town.Database).Of(auditor, budget, posting))!;

    private async Task<(string Budget, long Posting)> LineOf(string kind)
    {
        var place = (await Rows.Of(town.ConnectionString, $"SELECT b.number, p.number FROM postings p JOIN budgets b ON b.id = p.budget_id WHERE p.kind = '{kind}' ORDER BY p.number"))[0].Split(' ');
        return (place[0], long.Parse(place[1], System.Globalization.CultureInfo.InvariantCulture));
    }

    private void GoTo(int day) => town.Clock.GoTo(new DateOnly(2026, 6, day));

    /// <summary>Asked on the first of June, reported on the third, answered on the fourth, decided on the eighth, chosen on the ninth, declared on the eleventh.</summary>
    private async Task<Assigned> Declared()
    {
        var resident = await town.Resident();
        var request = await town.Request(resident);
        GoTo(3);
        await town.Report(request);
        GoTo(4);
        Assert.That((await new AnswerReport(town.Database).Do(resident.Actor, town.Key(), new(request, 1, ReportAnswer.Remarks, "Op woensdag helpt mijn dochter.", Applies: true))).Refusal, Is.Null);
        GoTo(8);
        var granted = await new GrantProvision(town.Database).Do(town.Caseworker, town.Key(), new(
            request, AppliedOn: null, Town.Guidance, new Quantity(20m), Frequency.Total, new Money(6000), Period.Year(2026), FundingForm.PersonFollowing, "Dit is nodig."));
        Assert.That(granted.Refusal, Is.Null);
        GoTo(9);
        var assigned = await town.Assigned(new Grant(resident, request, granted.Value.BudgetNumber));
        GoTo(11);
        await town.Import("M1", assigned.Debit("R1", 5, 4));
        return assigned;
    }

    [Test]
    public async Task A_declared_line_leads_from_what_the_bank_said_back_to_the_residents_own_words()
    {
        await town.Accounts();
        var assigned = await Declared();
        GoTo(12);
        var run = await town.Pay();
        GoTo(15);
        Assert.That((await town.Bank(Paying.Status(run, "ACSC"))).Refusal, Is.Null);
        await new WriteLedgerHeads(town.Database).Do();
        var (budget, posting) = await LineOf("invoice");

        var (trail, facts) = (await Trail(budget, posting), (await Trail(budget, posting)).Facts);

        var transfer = facts.Transfers.Single();
        Assert.That((transfer.RunNumber, transfer.ProposedByName, transfer.ApprovedByName, transfer.Amount, transfer.HasFailed), Is.EqualTo((run, "Naam financien", "Naam financien2", Paying.Euros(240), 0L)));
        Assert.That(transfer.BankStatus!.IsPaid, Is.True);
        var booking = facts.Booking;
        Assert.That((booking.Number, booking.Kind, booking.Amount, booking.HashHolds, booking.IsSealed, booking.ReversedBy), Is.EqualTo((posting, PostingKind.Invoice, Paying.Euros(240), true, true, (long?)null)));
        Assert.That((booking.Hash, booking.HeadDay), Is.EqualTo(((await Rows.Of(town.ConnectionString, "SELECT hash FROM postings WHERE kind = 'invoice'"))[0], (DateOnly?)new DateOnly(2026, 6, 11))), "the head of its own day covers it");
        Assert.That(booking.HeadHash, Has.Length.EqualTo(64));
        var line = facts.Declared!;
        Assert.That((line.DeclarationNumber, line.LineNumber, line.Reference, line.Volume, line.Rate, line.ContractRate), Is.EqualTo(("DM1", 1L, "R1", new Quantity(4), (Money?)new Money(6000), new Money(6000))));
        Assert.That((line.ProviderName, line.ProviderAgb, line.AssignmentNumber, line.ChosenByRole), Is.EqualTo(("De Helpende Hand", Town.Agb, assigned.Number, "resident")));
        Assert.That((facts.Decision.Kind, facts.Decision.DecidedByName, facts.Report!.Version, facts.Report.Answer), Is.EqualTo(("grant", "Naam consulent", 1L, "remarks")));
        Assert.That((trail.Remarks, facts.Request.Number, trail.OwnWords), Is.EqualTo(("Op woensdag helpt mijn dochter.", assigned.Grant.RequestNumber, Town.Said.OwnWords)));
        Assert.That(
            new[]
            {
                facts.Request.SubmittedOn, facts.Report.WrittenOn, facts.Report.AnsweredOn, facts.Request.AppliedOn, facts.Decision.DecidedOn, AmsterdamDay.Of(line.ChosenAt), line.ReceivedOn,
                AmsterdamDay.Of(booking.PostedAt), AmsterdamDay.Of(transfer.ApprovedAt!.Value), AmsterdamDay.Of(transfer.SaidAt!.Value),
            },
            Is.EqualTo(DaysOfSteps.Select(day => (DateOnly?)new DateOnly(2026, 6, day))), "each step on its own day");
        await town.MustBeSound();
    }

    [Test]
    public async Task A_claim_leads_from_what_the_SVB_said_to_who_entered_and_approved_it_and_the_agreement()
    {
        GoTo(15);
        var agreeing = await Agreeing.In(town);
        var number = await agreeing.Approved();
        Assert.That((await new EnterClaimLine(town.Database).Do(agreeing.Helper, town.Key(), new(number, new DateOnly(2026, 5, 1), IsWholeMonth: true, Time: null, new Quantity(10)))).Refusal, Is.Null);
        var waiting = (await new ClaimLines(town.Database).Of(agreeing.Holder, number))!.Lines.Single();
        Assert.That((await new AnswerClaimLine(town.Database).Do(agreeing.Holder, town.Key(), new(waiting.Id, AnswerClaimLine.Verdict.Approve))).Refusal, Is.Null);
        var order = (await town.Send()).Value;
        var reference = (await town.Order(order)).Lines.Single().Reference;
        var (budget, posting) = await LineOf("claim");
        Assert.That((await Trail(budget, posting)).Facts.SvbLines.Single() is { PaidOn: null, BackOn: null }, Is.True, "nothing was heard yet");
        Assert.That((await town.Hear(Svb.Says(reference, "betaald"))).Refusal, Is.Null);

        var facts = (await Trail(budget, posting)).Facts;

        Assert.That((facts.Declared, facts.Transfers.Count), Is.EqualTo(((TrailDeclared?)null, 0)));
        var sent = facts.SvbLines.Single();
        Assert.That((sent.OrderNumber, sent.MadeByName, sent.Reference, sent.Amount, sent.PaidOn), Is.EqualTo((order, "Naam financien", reference, new Money(1_000), (DateOnly?)new DateOnly(2026, 6, 15))));
        var claim = facts.Claim!;
        Assert.That((claim.EnteredAs, claim.EnteredByName, claim.ApprovedByName, claim.Volume, claim.EnteredVolume, claim.IsOfSvb), Is.EqualTo(("helper", "Naam fatima", "Naam bewoner", new Quantity(10), (Quantity?)new Quantity(10), true)));
        Assert.That((claim.AgreementNumber, claim.HelperName, claim.Rate, claim.DrawnByName, claim.AgreedByName), Is.EqualTo((number, "Fatima El Amrani", new Money(100), "Naam bewoner", "Naam consulent")));
        Assert.That(claim.SignedAt, Is.Not.Null);
        Assert.That(facts.Booking.HashHolds, Is.True);
    }

    [Test]
    public async Task What_waits_for_a_colleague_is_named_a_payment_once_more_and_a_correction()
    {
        await town.Accounts();
        await Declared();
        GoTo(12);
        var failed = await town.Pay();
        Assert.That((await town.Bank(Paying.Status(failed, "RJCT", (await town.Run(failed)).Transfers[0].EndToEndId))).Refusal, Is.Null);
        var (budget, posting) = await LineOf("invoice");
        var before = (await Trail(budget, posting)).Facts;
        Assert.That((before.Transfers.Single().HasFailed, before.Declared!.WaitsIn, before.Booking.ReversalWaiting), Is.EqualTo((1L, (string?)null, (ReversalId?)null)));

        var again = await town.ProposeRun();
        var proposed = await new ProposeReversal(town.Database).Do(town.Finance, town.Key(), new(budget, posting, "Zij was er niet."));

        Assert.That(proposed.Refusal, Is.Null);
        var after = (await Trail(budget, posting)).Facts;
        Assert.That((after.Declared!.WaitsIn, after.Booking.ReversalWaiting), Is.EqualTo((again, (ReversalId?)proposed.Value)));
    }

    [Test]
    public async Task What_was_disputed_or_taken_back_says_so()
    {
        var assigned = await Declared();
        var (budget, posting) = await LineOf("invoice");
        Assert.That((await town.Dispute(assigned, "R1")).Refusal, Is.Null);
        var disputed = (await Trail(budget, posting)).Facts;
        Assert.That((disputed.Declared!.Standing!.IsOpen, disputed.Booking.ReversedBy, disputed.Transfers.Count), Is.EqualTo((true, (long?)null, 0)));

        GoTo(12);
        await town.Settle("R1", isDelivered: false);

        var reversed = (await Trail(budget, posting)).Facts;
        Assert.That((reversed.Declared!.Standing!.IsOpen, reversed.Booking.ReversedOn), Is.EqualTo((false, (DateOnly?)new DateOnly(2026, 6, 12))));
        Assert.That(reversed.Booking.ReversedBy, Is.GreaterThan(posting));
    }

    [Test]
    public async Task A_posting_that_was_changed_in_the_database_does_not_hold()
    {
        await Declared();
        var (budget, posting) = await LineOf("invoice");
        Assert.That((await Trail(budget, posting)).Facts.Booking.HashHolds, Is.True);
        await Sql.AllowChanges(town);
        await Sql.Execute(town, "UPDATE postings SET reason = 'anders' WHERE kind = 'invoice'");

        Assert.That((await Trail(budget, posting)).Facts.Booking.HashHolds, Is.False);
    }

    [Test]
    public async Task Help_that_could_not_wait_has_no_report_and_no_application_and_nothing_breaks()
    {
        var resident = await town.Resident();
        var request = await town.Request(resident);
        var granted = await town.HelpAtOnce(request, Asked, 2);
        Assert.That(granted.Refusal, Is.Null);
        var assigned = await town.Assigned(new Grant(resident, request, granted.Value.BudgetNumber));
        town.Clock.GoTo(new DateOnly(2026, 7, 6));
        var line = assigned.Debit("R1", 6, 2) with { Period = new Period(Asked, Asked.AddDays(13)) };
        var june = new Declaration(new MessageHeader(Town.Agb, Town.Huizen, "M1", new DateOnly(2026, 7, 3), "1.0.0", "1.0.0"), "DM1", Period.Month(2026, 6), new DateOnly(2026, 7, 3), line.SignedAmount, [line]);
        Assert.That((await town.Import(june)).Result!.Rejected, Is.Zero);
        var (budget, posting) = await LineOf("invoice");

        var facts = (await Trail(budget, posting)).Facts;

        Assert.That((facts.Decision.IsAtOnce, facts.Report, facts.Request.AppliedOn), Is.EqualTo((true, (TrailReport?)null, (DateOnly?)null)));
        Assert.That(facts.Request.Number, Is.EqualTo(request));
    }

    [Test]
    public async Task Only_an_auditor_of_the_municipality_reads_it_and_only_of_a_line()
    {
        var assigned = await Declared();
        var (budget, posting) = await LineOf("invoice");
        var elsewhere = await town.User("controle2", Role.Auditor, Town.Hilversum);
        foreach (var other in new[] { elsewhere, town.Finance, town.Caseworker, town.ProviderStaff, assigned.Grant.Resident.Actor })
        {
            Assert.That(await new TrailOfLine(town.Database).Of(other, budget, posting), Is.Null, $"{other.Role} {other.MunicipalityCode}");
        }

        foreach (var none in new[] { 1, 0, -1, posting + 100, long.MaxValue, long.MinValue })
        {
            Assert.That(await new TrailOfLine(town.Database).Of(auditor, budget, none), Is.Null, $"{none}");
        }

        Assert.That(await new TrailOfLine(town.Database).Of(auditor, "2026-999999", posting), Is.Null);
    }

    [Test]
    public async Task Of_a_decision_on_which_nothing_was_declared_an_auditor_reads_nothing()
    {
        await Declared();
        var (budget, posting) = await LineOf("invoice");
        var reached = (await Trail(budget, posting)).Facts.Decision.Number;
        Assert.That((await new DecisionOverview(town.Database).Of(auditor, reached))!.Decision.Reasons, Is.EqualTo("Dit is nodig."), "the trail leads to it");
        var request = await town.Request(await town.Resident());
        await town.Report(request);
        var refused = (await town.Refuse(request)).Value;
        var unused = await town.BudgetOf(100m);
        var granted = (await Rows.Of(town.ConnectionString, $"SELECT d.number FROM decisions d JOIN budgets b ON b.decision_id = d.id WHERE b.number = '{unused.BudgetNumber}'"))[0];

        foreach (var decision in new[] { refused, granted })
        {
            Assert.That(await new DecisionOverview(town.Database).Of(auditor, decision), Is.Null, decision);
            Assert.That(await new DecisionOverview(town.Database).Of(town.Caseworker, decision), Is.Not.Null, decision);
        }
    }

    [Test]
    public async Task Each_look_stands_in_the_file_of_the_resident()
    {
        var assigned = await Declared();
        var (budget, posting) = await LineOf("invoice");
        await Trail(budget, posting);

        var trace = (await new TracesOfResident(town.Database).Of(assigned.Grant.Resident.Actor, assigned.Grant.Resident.Id, onlyOthers: true))[0];

        Assert.That((trace.Action, trace.What, trace.Subject, trace.Role, trace.Basis, trace.UserName), Is.EqualTo(("look", "TrailOfLine", $"{budget}/{posting}", "auditor", "task", "Naam controle")));
    }
}
