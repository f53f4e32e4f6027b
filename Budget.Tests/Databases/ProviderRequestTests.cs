using Budget.Core.Caseload;
using Budget.Core.Decisions;
using Budget.Core.Exchange;
using Budget.Core.Iwmo;
using Budget.Tests.Unit;
using static Budget.Tests.Support.MessagesOf;

namespace Budget.Tests.Databases;

/// <summary>What a provider asks by message (WMO315, WMO317), who decides it, and what it hears (WMO319, WMO301). Today it is Monday 15 June 2026.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class ProviderRequestTests(Engine engine)
{
    private Town town = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        await town.MayDeclare();
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private async Task<IReadOnlyList<(string Kind, string Number, string Name, DateOnly Due)>> Waiting() =>
        [.. (await new Worklist(town.Database).Of(town.Caseworker, WorklistView.All)).Items.Where(item => item.Kind.EndsWith("-asked", StringComparison.Ordinal)).Select(item => (item.Kind, item.Number, item.ResidentName, item.Due))];

    private async Task<Guid> Asked() => Guid.Parse((await new Worklist(town.Database).Of(town.Caseworker, WorklistView.All)).Items.First(item => item.Kind.EndsWith("-asked", StringComparison.Ordinal)).Target);

    private async Task<Refusal?> Say(Guid id, SaidToProvider said, string? reason = null, Actor? by = null) =>
        (await new AnswerRequest(town.Database).Do(by ?? town.Caseworker, town.Key(), new(id, said, reason))).Refusal;

    private static void MustBeValid(string text) => Assert.That(DeclarationSchema.FirstErrorIn(Utf8(text), DeclarationSchema.Load("WMO319.xsd")), Is.Null, text);

    [Test]
    public async Task Who_asks_to_help_waits_for_the_choice_of_the_resident_and_then_gets_the_allocation_with_its_reference()
    {
        var grant = await town.BudgetOf(1200m);
        var bsn = await Assigned.BsnOf(town, grant);
        Assert.That(await town.Parts(MessagesOf.Request("Q1", bsn, "ONZE-77")), Is.EqualTo(["asked"]));
        Assert.That(await Waiting(), Is.EqualTo(new[] { ("allocation-asked", grant.BudgetNumber, "Jan Jansen", new DateOnly(2026, 6, 22)) }), "five working days");
        Assert.That(await new WhoAsksToHelp(town.Database).With(grant.Resident.Actor, grant.BudgetNumber), Is.EqualTo(["De Helpende Hand"]));
        Assert.That(await new WhoAsksToHelp(town.Database).With((await town.Resident("Piet")).Actor, grant.BudgetNumber), Is.Empty);

        var id = await Asked();
        var shown = (await new ProviderRequests(town.Database).One(town.Caseworker, id))!;
        Assert.That((shown.IsChange, shown.ResidentName, shown.BudgetNumber, shown.RequestNumber, shown.Content!.Bsn), Is.EqualTo((false, "Jan Jansen", grant.BudgetNumber, grant.RequestNumber, (string?)null)));
        Assert.That(shown.Content.Wishes.Single(), Is.EqualTo(new AskedHelp.Wish(null, "02", Town.Guidance, new(2026, 7, 1), new(2026, 12, 31), 3, "04", "2", null)));
        Assert.That(await Say(id, SaidToProvider.Allotted), Is.EqualTo(Refusal.NotDecidedSince), "the resident chooses, nobody else");
        Assert.That(await Say(id, SaidToProvider.Investigated), Is.Null);
        Assert.That(await Waiting(), Is.Empty, "it is for the resident");
        Assert.That(await Say(id, SaidToProvider.Investigated), Is.EqualTo(Refusal.AlreadyAnswered));

        town.Clock.Advance(TimeSpan.FromMinutes(1));
        await town.Choose(grant);
        var told = await town.Fetched();
        Assert.That(told.Select(one => (one.Row.Kind, one.Row.About, Said(one.Text, "ReferentieAanbieder"))), Is.EqualTo(new[] { ("WMO319", "investigated", "ONZE-77"), ("WMO301", "new", "ONZE-77") }));
        MustBeValid(told[0].Text);
        Assert.That(DeclarationSchema.FirstErrorIn(Utf8(told[1].Text), DeclarationSchema.Load("WMO301.xsd")), Is.Null);
        Assert.That(await new WhoAsksToHelp(town.Database).With(grant.Resident.Actor, grant.BudgetNumber), Is.Empty);
    }

    [Test]
    public async Task A_choice_answers_the_question_once_and_it_counts_no_more()
    {
        var (grant, other) = (await town.BudgetOf(1200m), await town.BudgetOf(1200m));
        await town.Parts(MessagesOf.Request("Q1", await Assigned.BsnOf(town, grant), "ONZE-77"));
        for (var number = 1; number < 200; number++)
        {
            await Sql.Execute(town, $"""
                INSERT INTO provider_requests (id, message_id, municipality_code, provider_id, kind, resident_id, budget_id, content, asked_at, asked_on, answer_by)
                SELECT '00000000-0000-7000-8000-{number:D12}', message_id, municipality_code, provider_id, kind, resident_id, budget_id, content, asked_at, asked_on, answer_by
                FROM provider_requests
                WHERE id NOT LIKE '00000000%'
                """);
        }

        Assert.That(await town.Parts(MessagesOf.Request("Q2", await Assigned.BsnOf(town, other))), Is.EqualTo(["questions-too-many 200"]));
        var asked = Guid.Parse((await Rows.Of(town.ConnectionString, "SELECT id FROM provider_requests WHERE id NOT LIKE '00000000%'"))[0]);
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        await town.Choose(grant);

        Assert.That(await Say(asked, SaidToProvider.Refused, ReasonOfRefusal.OfContent), Is.EqualTo(Refusal.AlreadyAnswered), "the choice was the answer");
        Assert.That(await town.Parts(MessagesOf.Request("Q3", await Assigned.BsnOf(town, other))), Is.EqualTo(["asked"]));
        await Sql.Execute(town, "DELETE FROM provider_requests WHERE id LIKE '00000000%'");
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        await new Budget.Core.Assignments.EndAssignment(town.Database).Do(town.Caseworker, town.Key(), new(grant.BudgetNumber, new(2025, 12, 31), Budget.Core.Assignments.EndReason.Municipality));
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        await town.Choose(grant);
        var told = await town.Fetched();
        Assert.That(told.Where(one => one.Row.About == "new").Select(one => Said(one.Text, "ReferentieAanbieder")), Is.EqualTo(["ONZE-77", ""]));
    }

    [Test]
    public async Task Who_was_chosen_already_hears_the_number_at_once()
    {
        var assigned = await Assigned.In(town);
        Assert.That(await town.Parts(MessagesOf.Request("Q1", assigned.Bsn)), Is.EqualTo([$"allotted {assigned.Number}"]));
        Assert.That(await Waiting(), Is.Empty);
        Assert.That((await town.Fetched()).Single().Row.AssignmentNumber, Is.EqualTo(assigned.Number));
    }

    [Test]
    public async Task From_the_answer_nobody_learns_who_lives_here_or_has_a_budget()
    {
        var (with, without) = (await town.BudgetOf(1200m), await town.Resident("Zonder Budget", "999990408"));
        var answers = new[]
        {
            await town.Send(MessagesOf.Request("Q1", await Assigned.BsnOf(town, with))), await town.Send(MessagesOf.Request("Q2", "999990408")), await town.Send(MessagesOf.Request("Q3", "999990019")),
        };
        Assert.That(answers.Select(answer => answer.Result!.Parts.Single()).Distinct().Count(), Is.EqualTo(1), "a budget, a file without one, nobody");
        Assert.That((await Waiting()).Select(item => item.Name), Is.EquivalentTo(["Jan Jansen", "Zonder Budget", ""]));

        var stranger = (await new Worklist(town.Database).Of(town.Caseworker, WorklistView.All)).Items.Single(item => item.Kind == "allocation-asked" && item.ResidentName.Length == 0);
        var id = Guid.Parse(stranger.Target);
        var content = (await new ProviderRequests(town.Database).One(town.Caseworker, id))!.Content!;
        Assert.That((content.Bsn, content.Name), Is.EqualTo(("999990019", "Jansen")));
        Assert.That(await Say(id, SaidToProvider.Investigated), Is.EqualTo(Refusal.NotDecidedSince), "nobody's choice can be waited for");
        Assert.That(await Say(id, SaidToProvider.Refused, ReasonOfRefusal.NewApplication), Is.Null);
        Assert.That((await new ProviderRequests(town.Database).One(town.Caseworker, id))!.Content, Is.Null, "what it said is forgotten");
        var (row, text) = (await town.Fetched()).Single();
        MustBeValid(text);
        Assert.That((row.About, Said(text, "VerzoekAntwoord"), Said(text, "RedenAfwijzingVerzoek"), text.Contains("999990019", StringComparison.Ordinal)), Is.EqualTo(("refused", "1", "1", false)));
        Assert.That(await Sql.Count(town, "traces WHERE what IN ('ProviderRequest', 'OutgoingMessage') AND action = 'refused'"), Is.Zero, "nobody looked for what is not there");
        Assert.That(await Sql.Count(town, $"traces WHERE what = 'ImportMessage' AND resident_id = '{without.Id.Value:D}'"), Is.EqualTo(1), "who it is about reads who asked");
        Assert.That(await Sql.Count(town, $"traces WHERE what = 'ImportMessage' AND municipality_code <> '{Town.Huizen}'"), Is.Zero);
        var item = (await new Worklist(town.Database).Of(town.Caseworker, WorklistView.All)).Items.Single(one => one.ResidentName == "Zonder Budget");
        Assert.That(await Say(Guid.Parse(item.Target), SaidToProvider.Investigated), Is.EqualTo(Refusal.NotDecidedSince), "without a budget nobody can choose");
    }

    [Test]
    public async Task A_change_of_how_much_is_a_decision_and_is_finished_after_it()
    {
        var assigned = await Assigned.In(town, period: new Period(new(2026, 6, 1), new(2026, 12, 31)));
        town.Clock.GoTo(new(2026, 6, 16));
        Assert.That(await town.Parts(Change("C1", assigned.Bsn, assigned.Number)), Is.EqualTo(["asked"]));
        Assert.That((await Waiting()).Select(item => (item.Kind, item.Due)), Is.EqualTo(new[] { ("change-asked", new DateOnly(2026, 6, 23)) }));
        var id = await Asked();
        Assert.That(await Say(id, SaidToProvider.Investigated), Is.Null);
        Assert.That(await Waiting(), Has.Count.EqualTo(1), "it stays with the caseworker");
        Assert.That(await Say(id, SaidToProvider.Allotted), Is.EqualTo(Refusal.NotDecidedSince));

        await town.AlsoGrant(assigned.Grant, 100m);
        Assert.That(await Say(id, SaidToProvider.Allotted), Is.Null);
        Assert.That(await Waiting(), Is.Empty);
        Assert.That(await Say(id, SaidToProvider.Refused, ReasonOfRefusal.OfContent), Is.EqualTo(Refusal.AlreadyAnswered));
        Assert.That((await town.Fetched()).Select(one => (one.Row.Kind, one.Row.About)), Is.EquivalentTo(new[] { ("WMO319", "investigated"), ("WMO301", "new") }), "there is no message that says yes");
    }

    [Test]
    public async Task A_change_is_asked_of_ones_own_clients_and_asks_something()
    {
        var (assigned, other) = (await Assigned.In(town), await Assigned.In(town));
        Assert.That(await town.Parts(Change("C1", assigned.Bsn, 999_999)), Is.EqualTo(["9338"]));
        Assert.That(await town.Parts(Change("C2", assigned.Bsn, other.Number)), Is.EqualTo(["8187"]));
        Assert.That(await town.Parts(Change("C3", assigned.Bsn, assigned.Number) with { Changed = [], Unchanged = [assigned.Number] }), Is.EqualTo(["nothing-asked"]));
        Assert.That(await town.Parts(Change("C4", assigned.Bsn, assigned.Number) with { Changed = [] }), Is.EqualTo(["9338"]), "of no number it is of nobody");
        Assert.That(await Waiting(), Is.Empty);
    }

    [Test]
    public async Task Only_a_caseworker_of_the_municipality_answers_and_a_no_has_a_reason()
    {
        var assigned = await Assigned.In(town);
        await town.Parts(Change("C1", assigned.Bsn, assigned.Number));
        var id = await Asked();
        foreach (var (by, refusal) in new[] { (town.CaseworkerOfHilversum, Refusal.NotFound), (town.Finance, Refusal.NotAllowed), (town.ProviderStaff, Refusal.NotAllowed) })
        {
            Assert.That(await Say(id, SaidToProvider.Refused, ReasonOfRefusal.OfContent, by), Is.EqualTo(refusal), $"{by.Role}");
            Assert.That(await new ProviderRequests(town.Database).One(by, id), Is.Null);
        }

        Assert.That(await Say(id, SaidToProvider.Refused), Is.EqualTo(Refusal.ReasonMissing));
        Assert.That(await Say(id, SaidToProvider.Refused, "99"), Is.EqualTo(Refusal.ReasonMissing));
        Assert.That(await Say(id, SaidToProvider.Refused, ReasonOfRefusal.AboveBudget), Is.Null);
        var text = (await town.Fetched()).Single(one => one.Row.Kind == "WMO319").Text;
        MustBeValid(text);
        Assert.That((Said(text, "ReferentieAanbieder"), Said(text, "RedenAfwijzingVerzoek")), Is.EqualTo(("ONZE-2", "2")));
    }

    [Test]
    public async Task Without_a_contract_here_nobody_asks()
    {
        var other = (await new Budget.Core.Providers.AdmitProvider(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new("87654321", "87654321", "Anders", "Over", "About", "035"))).Value;
        var staff = await town.User("ander", Role.ProviderStaff, "", other);
        var grant = await town.BudgetOf(1200m);
        var asked = MessagesOf.Request("Q1", await Assigned.BsnOf(town, grant));
        var theirs = asked with { Header = asked.Header with { SenderAgb = "87654321" } };
        Assert.That((await town.Send(theirs, staff)).Refusal, Is.EqualTo(Refusal.NotAllowed), "who only reads asks nothing");
        Assert.That(await town.Parts(theirs, Actor.System(Town.Huizen)), Is.EqualTo(["no-contract"]));
        var assigned = await Assigned.In(town);
        town.Clock.GoTo(new(2041, 1, 2));
        Assert.That(await town.Parts(Change("C1", assigned.Bsn, assigned.Number)), Is.EqualTo(["no-contract"]), "neither whose contract is over");
        Assert.That(await Waiting(), Is.Empty);
    }
}
