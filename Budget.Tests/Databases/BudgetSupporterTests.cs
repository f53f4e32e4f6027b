using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.PersonHeld;
using Budget.Core.Supporters;

namespace Budget.Tests.Databases;

/// <summary>Somebody beside the holder, invited to one budget: looks along, prepares hours where that may be, and does nothing else; until either ends it or the day comes.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class BudgetSupporterTests(Engine engine)
{
    private Town town = null!;
    private Agreeing agreeing = null!;
    private string number = "";
    private Actor daughter = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        agreeing = await Agreeing.In(town);
        number = await agreeing.Approved();
        daughter = await town.User("dochter", Role.Resident, "");
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await KeptBeside.MustAgree(town);
        await town.DisposeAsync();
    }

    private string Budget => agreeing.Grant.BudgetNumber;

    private Task<Outcome<Guid>> Invite(bool mayPrepare = false, DateOnly? endsOn = null, Actor? by = null, string? budget = null) =>
        new InviteToBudget(town.Database).Do(by ?? agreeing.Holder, town.Key(), new(budget ?? Budget, "Mijn dochter", mayPrepare, endsOn ?? new(2026, 12, 31)));

    private async Task<SupportersOfCase.Item> Item(Guid id) => (await new SupportersOfBudget(town.Database).Of(agreeing.Holder, Budget))!.Items.Single(item => item.Id == id);

    private async Task<Guid> Reads(bool mayPrepare = false, Actor? by = null)
    {
        var id = (await Invite(mayPrepare)).Value;
        Assert.That(
            (await new AcceptInvitation(town.Database).Do(by ?? daughter, town.Key(), new((await Item(id)).Code))).Value, Is.EqualTo(new AcceptInvitation.Answer(Invitation.Accepted, agreeing.Grant.RequestNumber, Budget)));
        return id;
    }

    private Task<SupportedBudget.Answer?> Read(Actor? by = null, string? budget = null) => new SupportedBudget(town.Database).Of(by ?? daughter, budget ?? Budget);

    private Task<Outcome<EnterClaimLine.Answer>> Enter(Actor by, int hour = 9)
    {
        var day = new DateOnly(2026, 6, 1);
        return new EnterClaimLine(town.Database).Do(by, town.Key(), new(number, day, IsWholeMonth: false, new WorkedTime(day, new TimeOnly(hour, 0), new TimeOnly(hour + 1, 0), 0), Volume: null));
    }

    [Test]
    public async Task Who_was_invited_looks_along_with_this_budget_and_nothing_else_and_the_holder_reads_each_look()
    {
        var other = await town.AlsoGrant(agreeing.Grant, 100m);
        Assert.That(await Read(), Is.Null, "not before");
        var id = await Reads();
        Assert.That((await Read())!.Overview.Balance.Available, Is.EqualTo(new Money(600_000)));
        Assert.That(await new SupportedBudgets(town.Database).Of(daughter), Has.Count.EqualTo(1));
        Assert.That(await Read(budget: other), Is.Null, "another budget of the same person");
        Assert.That(await new BudgetOverview(town.Database).Of(daughter, Budget), Is.Null, "by no other way");
        Assert.That(await new SupportedCases(town.Database).Of(daughter), Is.Empty, "nor the case");
        Assert.That(await new ClaimLines(town.Database).Of(daughter, number), Is.Null, "who only looks enters nothing");
        Assert.That((await Enter(daughter)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That(await new AgreementText(town.Database).Of(daughter, number), Is.Null);

        var looks = (await new SupportersOfBudget(town.Database).Of(agreeing.Holder, Budget))!.Looks;
        Assert.That(looks.Select(look => look.What), Is.EqualTo(new[] { nameof(SupportedBudget), "AcceptBudgetInvitation" }));

        Assert.That((await new EndSupporter(town.Database).Do(agreeing.Holder, town.Key(), new(id))).Refusal, Is.Null);
        Assert.That(await Read(), Is.Null, "at once");
        Assert.That(await new SupportedBudgets(town.Database).Of(daughter), Is.Empty);
        Assert.That((await Item(id)).Standing, Is.EqualTo(SupportersOfCase.Standing.Ended));
    }

    [Test]
    public async Task Who_may_prepare_enters_hours_that_wait_for_the_holder_and_takes_back_only_the_own()
    {
        await Reads(mayPrepare: true);
        Assert.That((await Enter(daughter)).Value.IsBooked, Is.False, "it waits");
        await Enter(agreeing.Helper, hour: 11);
        var lines = (await new ClaimLines(town.Database).Of(agreeing.Holder, number))!.Waiting.OrderBy(line => line.From).ToList();
        Assert.That(lines.Select(line => (line.PreparedBy.Length > 0, line.IsOfHelper)), Is.EqualTo(new[] { (true, false), (false, true) }));
        foreach (var (line, verdict) in new[] { (lines[0], AnswerClaimLine.Verdict.Approve), (lines[1], AnswerClaimLine.Verdict.Withdraw), (lines[1], AnswerClaimLine.Verdict.Reject) })
        {
            Assert.That((await new AnswerClaimLine(town.Database).Do(daughter, town.Key(), new(line.Id, verdict, Reason: "x"))).Refusal, Is.EqualTo(Refusal.NotFound), $"{verdict}");
        }

        Assert.That((await new AnswerClaimLine(town.Database).Do(agreeing.Helper, town.Key(), new(lines[0].Id, AnswerClaimLine.Verdict.Withdraw))).Refusal, Is.EqualTo(Refusal.NotFound), "nor the helper what another entered");
        Assert.That((await new AnswerClaimLine(town.Database).Do(agreeing.Holder, town.Key(), new(lines[0].Id, AnswerClaimLine.Verdict.Approve))).Refusal, Is.Null);
        await Enter(daughter, hour: 14);
        var own = (await new ClaimLines(town.Database).Of(daughter, number))!.Waiting.Single(line => line.IsMine);
        Assert.That((await new AnswerClaimLine(town.Database).Do(daughter, town.Key(), new(own.Id, AnswerClaimLine.Verdict.Withdraw))).Refusal, Is.Null);
        Assert.That((await new EndCareAgreement(town.Database).Do(daughter, town.Key(), new(number, new(2026, 9, 30)))).Refusal, Is.EqualTo(Refusal.NotFound));
    }

    [Test]
    public async Task It_ends_by_itself_on_its_day_and_nobody_else_takes_it_or_gives_it()
    {
        var (stranger, other) = (await town.User("vreemde", Role.Resident, ""), await Agreeing.In(town));
        foreach (var actor in new[] { stranger, other.Holder, agreeing.Helper, town.Caseworker, town.ProviderStaff })
        {
            Assert.That((await Invite(by: actor)).Refusal, Is.EqualTo(Refusal.NotFound).Or.EqualTo(Refusal.NotAllowed), $"{actor.Role}");
            Assert.That(await new SupportersOfBudget(town.Database).Of(actor, Budget), Is.Null);
            Assert.That(await Read(actor), Is.Null);
        }

        Assert.That((await Invite(endsOn: new(2026, 6, 14))).Refusal, Is.EqualTo(Refusal.SupportDayInvalid), "yesterday");
        Assert.That((await Invite(endsOn: new(2027, 6, 16))).Refusal, Is.EqualTo(Refusal.SupportDayInvalid), "a day more than a year");
        Assert.That((await Invite(endsOn: new(2027, 6, 15))).Refusal, Is.Null, "a year from today");
        var followed = await town.BudgetOf(100m);
        Assert.That((await Invite(mayPrepare: true, by: followed.Resident.Actor, budget: followed.BudgetNumber)).Refusal, Is.EqualTo(Refusal.NotPersonHeld));
        Assert.That((await Invite(by: followed.Resident.Actor, budget: followed.BudgetNumber)).Refusal, Is.Null, "to look at any");

        var id = (await Invite(mayPrepare: true, endsOn: new(2026, 6, 16))).Value;
        var code = (await Item(id)).Code;
        Assert.That((await new AcceptInvitation(town.Database).Do(agreeing.Holder, town.Key(), new(code))).Refusal, Is.EqualTo(Refusal.OwnInvitation));
        Assert.That((await new AcceptInvitation(town.Database).Do(daughter, town.Key(), new(code))).Value.Invitation, Is.EqualTo(Invitation.Accepted));
        Assert.That((await new AcceptInvitation(town.Database).Do(stranger, town.Key(), new(code))).Value.Invitation, Is.EqualTo(Invitation.Unknown), "once");
        Assert.That(await Read(daughter with { ActsFor = other.Grant.Resident.Id }), Is.Null);
        Assert.That(await Read(daughter with { ClosedTo = Town.Huizen }), Is.Null);
        town.Clock.Advance(TimeSpan.FromDays(2));
        Assert.That(await Read(), Is.Null, "its day is over");
        Assert.That((await Enter(daughter)).Refusal, Is.EqualTo(Refusal.NotFound));
    }

    [Test]
    public async Task Several_at_a_time_and_five_is_enough()
    {
        foreach (var name in new[] { "een", "twee", "drie", "vier" })
        {
            await Reads(by: await town.User(name, Role.Resident, ""));
        }

        await Reads();
        Assert.That((await Invite()).Refusal, Is.EqualTo(Refusal.SupportersTooMany.With(InviteSupporter.MostAtOnce)));
        Assert.That((await new InviteSupporter(town.Database).Do(agreeing.Holder, town.Key(), new(agreeing.Grant.RequestNumber, "Anja"))).Refusal, Is.Null, "the case has its own");
    }
}
