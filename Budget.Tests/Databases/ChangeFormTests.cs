using Budget.Core.Assignments;
using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.PersonHeld;
using Budget.Core.Providers;
using Budget.Tests.Unit;
using static Budget.Tests.Support.MessagesOf;

namespace Budget.Tests.Databases;

/// <summary>
/// Help that goes on in the other form from a day on. Today it is 15 June 2026; two hours a week at sixty euros, 53 weeks: 6,360 euros. From 1 July on the year touches 27 weeks, so 54 hours; up to
/// 30 June it touches 27 too, for the week of that day is in both.
/// </summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class ChangeFormTests(Engine engine)
{
    private static readonly DateOnly July = new(2026, 7, 1);

    private Town town = null!;

    [SetUp]
    public async Task Start() => town = await Town.On(engine);

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private async Task<Balance> BalanceOf(string number) => (await new BudgetOverview(town.Database).Of(town.Finance, number))!.Balance;

    private Task<Outcome<ChangeForm.Answer>> Change(ChangeForm.Entry entry, Actor? by = null) => new ChangeForm(town.Database).Do(by ?? town.Caseworker, town.Key(), entry);

    private static ChangeForm.Entry Entry(Grant grant, HeldConditions? held = null, FormGround ground = FormGround.FormAsked, long rate = 4755) =>
        new(grant.RequestNumber, grant.BudgetNumber, July, ground, new Money(rate), Deciding.Reasons, held);

    private Task<Outcome<ForwardClaim.Answer>> Claim(Grant grant, string agreement, int month) =>
        new ForwardClaim(town.Database).Do(grant.Resident.Actor, town.Key(), new(agreement, new(2026, month, 1), new(8m)));

    private async Task<long> Written() => await Sql.Count(town, "postings") + await Sql.Count(town, "decisions") + await Sql.Count(town, "budgets") + await Sql.Count(town, "assignment_ends");

    [Test]
    public async Task A_PVB_becomes_a_PGB_the_provider_declares_until_the_day_before_and_the_rest_is_granted_at_the_other_rate()
    {
        var assigned = await town.Assigned(await town.Weekly());
        await town.Import("M1", assigned.Debit("MEI", 5, 8));

        var changed = (await town.ChangeForm(assigned.Grant, July, rate: 4755)).Value;

        // June touches five weeks: ten hours of sixty. Of 6,360 go 480 spent and 600 reserved, the rest goes back. 54 hours at 47.55 are 2,567.70.
        Assert.That(changed.Effect, Is.EqualTo(new EndedBudget(new(2026, 6, 30), Spent: new(48_000), StillReserved: new(60_000), StillAvailable: Money.Zero, Returned: new(528_000), assigned.Number)));
        Assert.That((changed.Total, changed.Granted), Is.EqualTo((new Quantity(54), new Money(256_770))));
        Assert.That(await BalanceOf(changed.BudgetNumber), Is.EqualTo(new Balance(new(256_770), Money.Zero, Money.Zero, Money.Zero)));
        var anew = (await new BudgetOverview(town.Database).Of(assigned.Grant.Resident.Actor, changed.BudgetNumber))!.Budget;
        Assert.That((anew.FundingForm, anew.StartsOn, anew.EndsOn, anew.Volume, anew.Frequency), Is.EqualTo(("personheld", July, new DateOnly(2026, 12, 31), new Quantity(2), "week")));

        town.Clock.GoTo(new(2026, 8, 15));
        var declared = await town.Import(DeclarationOf.Lines("M2", assigned.Debit("JUNI", 6, 8), assigned.Debit("JULI", 7, 8)) with { Period = Period.Month(2026, 7) });
        var lines = await town.LinesOf(declared.Result!);
        Assert.That(lines[0], Is.EqualTo("JUNI"), "help until then is paid");
        Assert.That(lines[1], Does.StartWith("JULI ").And.Contain("9308"), "and not of later");
        Assert.That((await BalanceOf(assigned.Grant.BudgetNumber)).Spent, Is.EqualTo(new Money(96_000)));
        var agreement = await town.Agreement(assigned.Grant with { BudgetNumber = changed.BudgetNumber }, rate: 47.55m, hours: 8m, new Period(July, new(2026, 12, 31)));
        Assert.That((await Claim(assigned.Grant, agreement, 7)).Value.Amount, Is.EqualTo(new Money(38_040)), "eight hours of the helper");
    }

    [Test]
    public async Task The_provider_is_told_by_message_that_the_form_changes()
    {
        var assigned = await town.Assigned(await town.Weekly());
        await town.Fetched();
        await Mailbox.Wants(town, town.ProviderStaff, "thuis@example.nl");

        await town.ChangeForm(assigned.Grant, July, rate: 4755);

        var (row, text) = (await town.Fetched()).Single(one => one.Row.About == "end");
        Assert.That(DeclarationSchema.FirstErrorIn(Utf8(text), DeclarationSchema.Load("WMO301.xsd")), Is.Null, text);
        Assert.That((row.AssignmentNumber, Said(text, "Ingangsdatum"), Said(text, "Einddatum"), Said(text, "RedenWijziging")), Is.EqualTo(((long?)assigned.Number, "2026-01-01", "2026-06-30", "08")));
        Assert.That((await Mailbox.Emptied(town.Database)).Select(mail => mail.Kind), Is.EqualTo([MailKind.ClientLeaves]));
    }

    [Test]
    public async Task Who_ended_before_the_form_changed_is_told_why_that_was()
    {
        var assigned = await town.Assigned(await town.Weekly());
        await new EndAssignment(town.Database).Do(town.Caseworker, town.Key(), new(assigned.Grant.BudgetNumber, new(2026, 6, 15), EndReason.Municipality));
        town.Clock.GoTo(new(2026, 6, 16));

        Assert.That((await town.ChangeForm(assigned.Grant, July, rate: 4755)).Value.Effect.AssignmentNumber, Is.Null);

        Assert.That((await town.Fetched()).Where(one => one.Row.About == "end").Select(one => Said(one.Text, "RedenWijziging")), Is.EqualTo(["05"]));
    }

    [Test]
    public async Task A_PGB_becomes_a_PVB_claims_until_the_day_before_are_paid_and_a_provider_is_chosen()
    {
        var held = await town.Weekly(FundingForm.PersonHeld);
        var agreement = await town.Agreement(held, rate: 60m, hours: 8m);
        Assert.That((await Claim(held, agreement, 4)).Value.Amount, Is.EqualTo(new Money(48_000)));

        var changed = (await Change(Entry(held, ground: FormGround.FormConditions, rate: 6600))).Value;

        // The 27 weeks up to 30 June were granted 3,240, of which 480 is spent: more than the five months of 480 that can still be claimed. 54 hours at 66 are 3,564.
        Assert.That(changed.Effect, Is.EqualTo(new EndedBudget(new(2026, 6, 30), Spent: new(48_000), StillReserved: Money.Zero, StillAvailable: new(276_000), Returned: new(312_000), AssignmentNumber: null)));
        Assert.That((changed.Total, changed.Granted), Is.EqualTo((new Quantity(54), new Money(356_400))));
        Assert.That((await town.Choose(held with { BudgetNumber = changed.BudgetNumber })).Reserved, Is.EqualTo(new Money(54 * 6_000)), "at the rate of the contract");

        town.Clock.GoTo(new(2026, 8, 15));
        Assert.That((await Claim(held, agreement, 6)).Value.Amount, Is.EqualTo(new Money(48_000)));
        Assert.That((await Claim(held, agreement, 7)).Refusal, Is.EqualTo(Refusal.BudgetEnded), "the agreement ended with the budget");
    }

    [Test]
    public async Task Of_a_volume_in_total_no_more_goes_on_than_goes_back()
    {
        var held = await town.BudgetOf(1200m, FundingForm.PersonHeld);

        var changed = (await Change(Entry(held, rate: 100))).Value;

        // 181 of 365 days, a hundredth up: 595.07 stays to claim; 184 days would be 604.94.
        Assert.That((changed.Effect.StillAvailable, changed.Effect.Returned), Is.EqualTo((new Money(59_507), new Money(60_493))));
        Assert.That((changed.Total, changed.Granted), Is.EqualTo((new Quantity(604.93m), new Money(60_493))));
    }

    [Test]
    public async Task What_was_found_of_each_condition_of_a_PGB_stands_in_the_decision_that_the_resident_reads()
    {
        var grant = await town.Weekly();

        var changed = (await town.ChangeForm(grant, July, rate: 4755)).Value;

        var decided = (await new DecisionOverview(town.Database).Of(grant.Resident.Actor, changed.DecisionNumber))!;
        Assert.That(decided.Decision.Reasons, Does.StartWith(Deciding.Reasons).And.Contain("artikel 2.3.6").And.Contain("die voor u regelt: Mijn dochter Els")
            .And.Contain("Waarom u het zo wilt: Ik ken mijn hulp al jaren.").And.Contain("goed en veilig is: Zij werkte in de thuiszorg.").And.Contain("Uw plan: Fatima, twee uur per week."));
        Assert.That((decided.Decision.Kind, decided.Decision.Ground, decided.Earlier!.LastDay, decided.Opened!.StartsOn), Is.EqualTo(("revise", "formasked", new DateOnly(2026, 6, 30), July)));
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT reasons FROM decisions"), Is.All.StartsWith("enc1:"));
    }

    [Test]
    public async Task A_PGB_is_given_only_when_it_was_asked_for_and_each_condition_was_looked_into()
    {
        var grant = await town.Weekly();
        var before = await Written();

        Assert.That((await Change(Entry(grant))).Refusal, Is.EqualTo(Refusal.HeldConditionsMissing));
        Assert.That((await Change(Entry(grant, Deciding.Held, FormGround.FormMisused))).Refusal, Is.EqualTo(Refusal.HeldOnlyWhenAsked));
        foreach (var empty in new[] { Deciding.Held with { Representative = " " }, Deciding.Held with { Motivation = "" }, Deciding.Held with { Quality = "" }, Deciding.Held with { Plan = "" } })
        {
            Assert.That((await Change(Entry(grant, empty))).Refusal, Is.EqualTo(Refusal.HeldConditionsMissing), $"{empty}");
        }

        Assert.That((await Change(Entry(grant, Deciding.Held with { Plan = new string('a', 4001) }))).Refusal?.Code, Is.EqualTo(Refusal.TextTooLong.Code));
        Assert.That(await Written(), Is.EqualTo(before));
        Assert.That((await Change(Entry(grant, Deciding.Held with { By = HeldBy.Resident, Representative = "" }))).Refusal, Is.Null, "alone nobody helps");
    }

    [Test]
    public async Task It_begins_tomorrow_at_the_earliest_after_what_was_declared_and_inside_the_budget()
    {
        var assigned = await town.Assigned(await town.Weekly());

        Assert.That((await town.ChangeForm(assigned.Grant, town.Today, 4755)).Refusal, Is.EqualTo(Refusal.FormFromTomorrow));
        Assert.That((await town.ChangeForm(assigned.Grant, new(2027, 1, 1), 4755)).Refusal, Is.EqualTo(Refusal.DayOutsideBudget));
        Assert.That((await town.ChangeForm(assigned.Grant, July, 6601)).Refusal, Is.EqualTo(Refusal.RateAboveByLaw.With(new Money(6600))));
        Assert.That((await Change(Entry(assigned.Grant, Deciding.Held), by: assigned.Grant.Resident.Actor)).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That((await Change(Entry(assigned.Grant, Deciding.Held), by: town.CaseworkerOfHilversum)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await town.ChangeForm(assigned.Grant, town.Today.AddDays(1), 4755)).Refusal, Is.Null);
        Assert.That((await town.ChangeForm(assigned.Grant, July, 4755)).Refusal, Is.EqualTo(Refusal.BudgetEnded), "once");
    }

    [Test]
    public async Task Temporary_help_keeps_its_form_until_it_becomes_something_for_good()
    {
        var resident = await town.Resident();
        var request = await town.Request(resident);
        var helped = new Grant(resident, request, (await town.HelpAtOnce(request, town.Today, weeks: 6)).Value.BudgetNumber);

        Assert.That((await town.ChangeForm(helped, July, 4755)).Refusal, Is.EqualTo(Refusal.TemporaryKeepsForm));
        Assert.That((await new RequestToDecide(town.Database).Of(town.Caseworker, request))!.OfOtherForm, Is.Empty);
        await town.Report(request);
        await new ApplyForSupport(town.Database).Do(resident.Actor, town.Key(), request);
        Assert.That((await town.Revise(helped, new(2026, 6, 30), new(2026, 12, 31), form: FundingForm.PersonHeld)).Refusal, Is.Null, "that decides on the application, and on the form");
    }

    [Test]
    public async Task The_same_help_never_runs_in_both_forms()
    {
        var resident = await town.Resident();
        var (first, second) = (await town.Weekly(resident: resident), await town.Weekly(resident: resident));
        Assert.That((await town.ChangeForm(first, July, 4755)).Refusal, Is.EqualTo(Refusal.SameProductOtherForm), "the other one still runs in the old form");
        await town.Withdraw(second, new(2026, 6, 30));
        Assert.That((await town.ChangeForm(first, July, 4755)).Refusal, Is.Null);

        var request = await town.Request(resident);
        await town.Report(request);
        Task<Outcome<GrantProvision.Answer>> Grant(DateOnly from, DateOnly until) => new GrantProvision(town.Database).Do(town.Caseworker, town.Key(), new(
            request, town.Today, Town.Guidance, new Quantity(1m), Frequency.Week, new Money(6000), new Period(from, until), FundingForm.PersonFollowing, "Nodig."));
        Assert.That((await Grant(new(2026, 6, 20), July)).Refusal, Is.EqualTo(Refusal.SameProductOtherForm), "on its first day");
        Assert.That((await Grant(new(2026, 12, 31), new(2027, 3, 1))).Refusal, Is.EqualTo(Refusal.SameProductOtherForm), "and on its last");
        Assert.That((await Grant(new(2027, 1, 1), new(2027, 3, 1))).Refusal, Is.Null);
    }

    [Test]
    public async Task The_same_form_twice_changes_it_once_and_a_draft_writes_nothing()
    {
        var assigned = await town.Assigned(await town.Weekly());
        var entry = Entry(assigned.Grant, Deciding.Held);
        var before = await Written();
        var draft = (await new ChangeForm(town.Database).Draft(town.Caseworker, entry)).Value;
        Assert.That(await Written(), Is.EqualTo(before));

        var key = town.Key();
        var first = await new ChangeForm(town.Database).Do(town.Caseworker, key, entry);
        var after = await Written();
        var again = await new ChangeForm(town.Database).Do(town.Caseworker, key, entry);

        Assert.That(first.Value, Is.EqualTo(draft), "does what it said");
        Assert.That((again.Value, again.Replayed, await Written()), Is.EqualTo((first.Value, true, after)));
    }
}
