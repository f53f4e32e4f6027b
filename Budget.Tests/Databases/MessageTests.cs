using Budget.Core.Assignments;
using Budget.Core.Audit;
using Budget.Core.Mail;
using Budget.Core.Messages;
using Budget.Core.Residents;
using Budget.Core.Retention;

namespace Budget.Tests.Databases;

/// <summary>Messages in a case: each conversation has two sides, and is not there for anybody else.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class MessageTests(Engine engine)
{
    private Town town = null!;
    private Resident resident = null!;
    private Grant grant = null!;
    private Conversation withTown = null!;
    private Conversation withProvider = null!;
    private Conversation ofClient = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        resident = await town.Resident();
        grant = await town.BudgetOf(1200m, resident: resident);
        await town.Choose(grant);
        withTown = new Conversation(grant.RequestNumber);
        withProvider = withTown with { Provider = town.Provider };
        ofClient = Conversation.OfClient((await new AssignmentsOfProvider(town.Database).Of(town.ProviderStaff))[0].Id);
    }

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    private Task<Outcome<Guid>> Write(Actor actor, Conversation conversation, string words) => new WriteMessage(town.Database).Do(actor, town.Key(), new(conversation, words));

    private async Task<IReadOnlyList<string>?> Words(Actor actor, Conversation conversation) => (await new Correspondence(town.Database).Of(actor, conversation))?.Messages.Select(message => message.Words).ToList();

    private Task Read(Actor actor, Conversation conversation) => new ReadMessages(town.Database).UpTo(actor, conversation, town.Clock.GetUtcNow());

    private Task<long> Unread(Actor actor) => new UnreadMessages(town.Database).Of(actor);

    private async Task<Actor> Mother()
    {
        var mother = await town.User("moeder", Role.Resident, Town.Huizen);
        await new GiveAccess(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(mother.UserId, resident.Id, AsRepresentative: true, new(2026, 1, 1), new(2050, 1, 1)));
        return mother;
    }

    [Test]
    public async Task A_conversation_is_read_by_its_two_sides_and_by_nobody_else()
    {
        var mother = await Mother();
        await Write(resident.Actor, withTown, "Aan de gemeente.");
        await Write(town.Caseworker, withTown, "Van de gemeente.");
        await Write(resident.Actor, withProvider, "Aan de aanbieder.");
        await Write(town.ProviderStaff, ofClient, "Van de aanbieder.");
        await Write(mother, withTown, "Namens hem.");

        string[] said = ["Aan de gemeente.", "Van de gemeente.", "Namens hem."], saidToProvider = ["Aan de aanbieder.", "Van de aanbieder."];
        foreach (var actor in new[] { resident.Actor, mother, (await town.User("gemachtigde", Role.Resident, Town.Huizen)) with { ActsFor = resident.Id } })
        {
            Assert.That(await Words(actor, withTown), Is.EqualTo(said), $"{actor}");
            Assert.That(await Words(actor, withProvider), Is.EqualTo(saidToProvider), $"{actor}");
        }

        Assert.That(await Words(town.Caseworker, withTown), Is.EqualTo(said));
        Assert.That(await Words(town.ProviderStaff, ofClient), Is.EqualTo(saidToProvider));
        var stranger = await town.Resident();
        var otherProvider = (await new Core.Providers.AdmitProvider(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new("87654321", "87654321", "Een Ander", "", "", "035 000 0000"))).Value;
        foreach (var (actor, conversation) in new[]
        {
            (stranger.Actor, withTown), (stranger.Actor, withProvider), (stranger.Actor, ofClient), (town.CaseworkerOfHilversum, withTown), (town.Caseworker, withProvider), (town.Caseworker, ofClient),
            (town.Finance, withTown), (town.ProviderStaff, withTown), (town.ProviderStaff, withProvider), (resident.Actor, ofClient), (resident.Actor, withTown with { Provider = otherProvider }),
            (await town.User("ander", Role.ProviderStaff, "", otherProvider), ofClient), (Actor.System(Town.Huizen), withTown), (resident.Actor with { ActsFor = stranger.Id }, withTown),
            (resident.Actor, new Conversation("2026-999999")),
        })
        {
            Assert.That(await Words(actor, conversation), Is.Null, $"{actor.Role} {conversation}");
            Assert.That((await Write(actor, conversation, "Mag ik?")).Refusal, Is.EqualTo(Refusal.NotFound).Or.EqualTo(Refusal.NotAllowed), $"{actor.Role} {conversation}");
            await Read(actor, conversation);
        }

        Assert.That(await Sql.Count(town, "message_reads"), Is.Zero, "nor does it count as read");
        Assert.That(await Sql.Count(town, "case_messages"), Is.EqualTo(5));
    }

    [Test]
    public async Task What_is_unread_is_counted_for_each_and_of_staff_for_all_together()
    {
        var (mother, colleague) = (await Mother(), await town.User("consulent", Role.Caseworker, Town.Huizen));
        await Write(resident.Actor, withTown, "Een vraag.");
        await Write(resident.Actor, withProvider, "Nog een vraag.");
        Assert.That((await Unread(resident.Actor), await Unread(mother), await Unread(town.Caseworker), await Unread(colleague), await Unread(town.ProviderStaff)), Is.EqualTo((0L, 0L, 1L, 1L, 1L)));
        Assert.That((await Unread(town.CaseworkerOfHilversum), await Unread(town.Finance)), Is.EqualTo((0L, 0L)));

        await Read(town.Caseworker, withTown);
        Assert.That((await Unread(colleague), await Unread(town.ProviderStaff)), Is.EqualTo((0L, 1L)), "a colleague reads for the municipality, and for nobody else");
        await Write(town.Caseworker, withTown, "Een antwoord.");
        Assert.That((await Unread(resident.Actor), await Unread(mother)), Is.EqualTo((1L, 1L)));
        Assert.That((await new Correspondence(town.Database).Of(mother, withTown))!.Messages.Select(message => message.IsNew), Is.EqualTo((bool[])[false, true]));
        await Read(mother, withTown);
        Assert.That((await Unread(resident.Actor), await Unread(mother)), Is.EqualTo((1L, 0L)), "a representative does not read for the resident");
        Assert.That((await new Correspondence(town.Database).Of(town.Caseworker, withTown))!.Messages[^1].ReadAt, Is.Not.Null, "but it was read");
        await Read(resident.Actor, withTown);
        Assert.That(await Unread(resident.Actor), Is.Zero);
        Assert.That(await Sql.Count(town, "message_reads"), Is.EqualTo(3));
    }

    [Test]
    public async Task What_came_after_the_last_that_was_shown_stays_unread()
    {
        await Write(town.Caseworker, withTown, "Getoond.");
        var shown = (await new Correspondence(town.Database).Of(resident.Actor, withTown))!.Messages[^1].WrittenAt;
        town.Clock.Advance(TimeSpan.FromSeconds(1));
        await Write(town.Caseworker, withTown, "Net te laat.");
        await new ReadMessages(town.Database).UpTo(resident.Actor, withTown, shown);
        Assert.That(await Unread(resident.Actor), Is.EqualTo(1));
    }

    [Test]
    public async Task The_list_shows_each_side_its_conversations_with_what_is_unread_first()
    {
        var empty = await new Conversations(town.Database).Of(resident.Actor);
        Assert.That(empty.Select(item => (item.Name, item.Count, item.LastAt)), Is.EquivalentTo(new[] { ("Huizen", 0L, (DateTimeOffset?)null), ("De Helpende Hand", 0L, null) }), "there before the first word");
        Assert.That(await new Conversations(town.Database).Of(town.Caseworker), Is.Empty);

        await Write(town.ProviderStaff, ofClient, "Tot morgen.");
        town.Clock.Advance(TimeSpan.FromHours(1));
        await Write(resident.Actor, withTown, "Een vraag.");
        Assert.That((await new Conversations(town.Database).Of(resident.Actor)).Select(item => (item.Name, item.Unread)), Is.EqualTo(new[] { ("De Helpende Hand", 1L), ("Huizen", 0L) }), "unread first, though older");
        var other = await town.Request(await town.Resident("Piet Pieters"));
        town.Clock.Advance(TimeSpan.FromHours(1));
        await Write(town.Caseworker, new Conversation(other), "Hoe gaat het?");
        Assert.That((await new Conversations(town.Database).Of(town.Caseworker)).Select(item => (item.Name, item.Unread)), Is.EqualTo(new[] { ("Jan Jansen", 1L), ("Piet Pieters", 0L) }));
        var client = (await new Conversations(town.Database).Of(town.ProviderStaff)).Single();
        Assert.That((client.Name, client.Unread, client.Assignment), Is.EqualTo(("Jan Jansen", 0L, ofClient.Assignment!.Value.Value.ToString("D"))));
        Assert.That(await new Conversations(town.Database).Of(town.CaseworkerOfHilversum), Is.Empty);
        Assert.That(await new Conversations(town.Database).Of(town.Finance), Is.Empty);

        town.Clock.Advance(TimeSpan.FromDays(91));
        Assert.That((await new Conversations(town.Database).Of(town.Caseworker)).Select(item => item.Name), Is.EqualTo((string[])["Jan Jansen"]), "what is unread does not grow old");
    }

    [Test]
    public async Task When_its_support_is_over_a_provider_has_no_conversation_and_the_resident_can_still_read_it()
    {
        await Write(resident.Actor, withProvider, "Dank u wel.");
        await new EndAssignment(town.Database).Do(resident.Actor, town.Key(), new(grant.BudgetNumber, new(2026, 6, 14), EndReason.Client));
        Assert.That(await Words(town.ProviderStaff, ofClient), Is.Null);
        Assert.That(await Unread(town.ProviderStaff), Is.Zero);
        Assert.That(await new Conversations(town.Database).Of(town.ProviderStaff), Is.Empty);
        Assert.That(await Words(resident.Actor, withProvider), Is.EqualTo((string[])["Dank u wel."]));
        Assert.That((await new Correspondence(town.Database).Of(resident.Actor, withProvider))!.IsOpen, Is.False);
        Assert.That((await Write(resident.Actor, withProvider, "Nog iets.")).Refusal, Is.EqualTo(Refusal.ConversationOver));
        Assert.That((await new Conversations(town.Database).Of(resident.Actor)).Select(item => item.Name), Does.Contain("De Helpende Hand"), "as long as something was said");
    }

    [Test]
    public async Task A_message_says_something_is_not_too_long_and_there_are_not_too_many_in_a_day()
    {
        Assert.That((await Write(resident.Actor, withTown, " \u200B\t ")).Refusal, Is.EqualTo(Refusal.MessageEmpty));
        Assert.That((await Write(resident.Actor, withTown, new string('a', WriteMessage.Longest + 1))).Refusal, Is.EqualTo(Refusal.TextTooLong.With(WriteMessage.Longest)));
        for (var number = 0; number < WriteMessage.MostADay; number++)
        {
            Assert.That((await Write(resident.Actor, withTown, $"{number}")).Refusal, Is.Null);
        }

        Assert.That((await Write(resident.Actor, withProvider, "Nog een.")).Refusal, Is.EqualTo(Refusal.MessagesTooMany.With(WriteMessage.MostADay)));
        Assert.That((await Write(town.Caseworker, withTown, "Rustig.")).Refusal, Is.Null, "another's count is not mine");
        var shown = (await new Correspondence(town.Database).Of(resident.Actor, withTown))!;
        Assert.That((shown.Messages.Count, shown.HasMore), Is.EqualTo((WriteMessage.MostADay + 1, false)));
        town.Clock.Advance(TimeSpan.FromHours(25));
        Assert.That((await Write(resident.Actor, withTown, "Weer een dag.")).Refusal, Is.Null);
    }

    [Test]
    public async Task The_other_side_is_told_by_mail_once_until_it_has_read_and_never_who_wrote_it()
    {
        var (mother, colleague) = (await Mother(), await town.User("consulent", Role.Caseworker, Town.Huizen));
        await Mailbox.Wants(town, resident.Actor, "jan@example.nl");
        await Mailbox.Wants(town, mother, "moeder@example.nl");
        await Mailbox.Wants(town, town.Caseworker, "consulent@example.nl");
        await Mailbox.Wants(town, colleague, "collega@example.nl");
        await Mailbox.Wants(town, town.ProviderStaff, "hulp@example.nl");
        async Task<string[]> Told() => [.. (await Mailbox.Emptied(town.Database)).Where(mail => mail.Kind == MailKind.MessageIsThere).Select(mail => mail.Address).Order(StringComparer.Ordinal)];

        await Write(resident.Actor, withTown, "Een vraag.");
        Assert.That(await Told(), Is.EqualTo((string[])["consulent@example.nl"]), "who decided on this case, and not a colleague who has nothing to do with it");
        await Write(mother, withTown, "En nog iets.");
        Assert.That(await Told(), Is.Empty, "it is still true that there is something to read");
        town.Clock.Advance(TimeSpan.FromHours(25));
        await Write(resident.Actor, withTown, "Hallo?");
        Assert.That(await Told(), Is.EqualTo((string[])["consulent@example.nl"]), "a day later it is said again");
        await Write(resident.Actor, withProvider, "Kan het op dinsdag?");
        Assert.That(await Told(), Is.EqualTo((string[])["hulp@example.nl"]));

        await Write(town.Caseworker, withTown, "Een antwoord.");
        Assert.That(await Told(), Is.EqualTo((string[])["jan@example.nl", "moeder@example.nl"]));
        await Read(mother, withTown);
        await Write(town.Caseworker, withTown, "Nog een antwoord.");
        Assert.That(await Told(), Is.EqualTo((string[])["moeder@example.nl"]), "she had read, he still has something to read");

        var fresh = await town.Resident();
        await Write(fresh.Actor, new Conversation(await town.Request(fresh)), "Mijn eerste vraag.");
        Assert.That(await Told(), Is.EqualTo((string[])["collega@example.nl", "consulent@example.nl"]), "nobody has this case yet");
    }

    [Test]
    public async Task Who_leads_the_case_is_told_first_and_a_blocked_account_never()
    {
        var colleague = await town.User("collega", Role.Caseworker, Town.Huizen);
        await Mailbox.Wants(town, town.Caseworker, "consulent@example.nl");
        await Mailbox.Wants(town, colleague, "collega@example.nl");
        var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
        async Task<string[]> Told()
        {
            town.Clock.Advance(TimeSpan.FromHours(25));
            await Write(resident.Actor, withTown, "Een vraag.");
            return [.. (await Mailbox.Emptied(town.Database)).Where(mail => mail.Kind == MailKind.MessageIsThere).Select(mail => mail.Address).Order(StringComparer.Ordinal)];
        }

        await new Budget.Core.Caseload.HandOverCase(town.Database).Do(
            town.Caseworker, town.Key(), new(withTown.RequestNumber, colleague.UserId, Budget.Core.Caseload.HandOverReason.Absent, town.Caseworker.UserId));
        Assert.That(await Told(), Is.EqualTo((string[])["collega@example.nl"]), "who leads it, and not who decided on it once");
        await new Budget.Core.SignIn.BlockAccount(town.Database).Do(administrator, town.Key(), new(colleague.UserId, Budget.Core.SignIn.BlockReason.Left));
        Assert.That(await Told(), Is.EqualTo((string[])["consulent@example.nl"]), "what a blocked account led is nobody's");
        var third = await town.User("derde", Role.Caseworker, Town.Huizen);
        await Mailbox.Wants(town, third, "derde@example.nl");
        await new Budget.Core.SignIn.BlockAccount(town.Database).Do(administrator, town.Key(), new(town.Caseworker.UserId, Budget.Core.SignIn.BlockReason.Left));
        Assert.That(await Told(), Is.EqualTo((string[])["derde@example.nl"]), "somebody is told, also when all who worked on it are gone");
    }

    [Test]
    public async Task With_the_file_go_its_messages_and_what_only_its_own_account_wished()
    {
        var (mother, other) = (await Mother(), await town.Resident());
        await new GiveAccess(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(mother.UserId, other.Id, AsRepresentative: true, new(2026, 1, 1), new(2099, 1, 1)));
        await Mailbox.Wants(town, resident.Actor, "jan@example.nl");
        await Mailbox.Wants(town, mother, "moeder@example.nl");
        await Write(town.Caseworker, withTown, "Over hem.");
        await Read(resident.Actor, withTown);
        await town.Request(other);
        town.Clock.GoTo(new(2030, 3, 1));
        await Write(resident.Actor, withTown, "Jaren later.");
        town.Clock.GoTo(new(2042, 1, 1));
        Assert.That((await new DestroyFile(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(resident.Id))).Refusal, Is.EqualTo(Refusal.FileKept.With(new DateOnly(2045, 3, 1).InDigits())), "a message is a thing in a file as well");
        town.Clock.GoTo(new(2046, 1, 1));
        Assert.That((await new DestroyFile(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(resident.Id))).Refusal, Is.Null);

        Assert.That((await Sql.Count(town, "case_messages"), await Sql.Count(town, "message_reads")), Is.EqualTo((0L, 0L)));
        Assert.That(await new MailWish(town.Database).Of(mother), Has.Property("Address").EqualTo("moeder@example.nl"), "she has to do with another file too");
        Assert.That(await Sql.Count(town, "mail_wishes"), Is.EqualTo(1));
        Assert.That(await Sql.Count(town, $"outbox WHERE subject = '{grant.RequestNumber}' OR user_id = '{resident.Actor.UserId.Value:D}'"), Is.Zero);
        Assert.That(await Sql.Count(town, $"outbox WHERE user_id = '{mother.UserId.Value:D}' AND kind <> 'code'"), Is.EqualTo(1), "what told her of the other stays");
    }

    [Test]
    public async Task It_leaves_traces_and_staff_sees_who_wants_letters_on_paper()
    {
        var mother = await Mother();
        await new SetMailWish(town.Database).Do(resident.Actor, town.Key(), new("nl", [], Paper: true));
        await Write(mother, withTown, "Namens hem.");
        Assert.That((await new Correspondence(town.Database).Of(town.Caseworker, withTown))!.OnPaper, Is.EqualTo((string[])["Naam bewoner"]));
        Assert.That((await new Correspondence(town.Database).Of(town.ProviderStaff, ofClient))!.OnPaper, Is.Empty, "of letters of the municipality");
        var traces = await new TracesOfResident(town.Database).Of(resident.Actor, resident.Id);
        Assert.That(traces.Select(trace => (trace.Action, trace.What, trace.Subject, trace.Basis)), Does.Contain(("do", "WriteMessage", grant.RequestNumber, "representative")));
        Assert.That(traces.Select(trace => (trace.Action, trace.What, trace.Basis)), Does.Contain(("look", "Correspondence", "task")));
    }
}
