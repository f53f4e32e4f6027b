using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Budget.Core.Mail;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>E-mail goes out because a deed was done, to who asked for it, once, and says nothing of what it is about.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed partial class OutboxTests(Engine engine)
{
    private Town town = null!;

    [SetUp]
    public async Task Start() => town = await Town.On(engine);

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    [Test]
    public async Task Who_asked_for_it_is_told_of_each_step_of_the_own_case_and_nobody_else_is()
    {
        var (resident, other) = (await town.Resident(), await town.Resident());
        await Mailbox.Wants(town, resident.Actor, "jan@example.nl", "en");
        await Mailbox.Wants(town, town.ProviderStaff, "thuis@example.nl");
        await town.Request(other);

        var grant = await town.BudgetOf(1200m, resident: resident);
        await town.Choose(grant);
        var mails = await Mailbox.Emptied(town.Database);

        Assert.That(mails.Select(mail => (mail.Kind, mail.Address, mail.Language)), Is.EquivalentTo(new[]
        {
            (MailKind.RequestIsIn, "jan@example.nl", "en"), (MailKind.ReportIsReady, "jan@example.nl", "en"), (MailKind.DecisionIsThere, "jan@example.nl", "en"),
            (MailKind.ProviderIsChosen, "thuis@example.nl", "nl"),
        }));
        Assert.That(await Mailbox.Emptied(town.Database), Is.Empty, "once");
        Assert.That(await Sql.Count(town, $"outbox WHERE subject = '{grant.RequestNumber}' AND municipality_code = '{Town.Huizen}'"), Is.EqualTo(3));
    }

    [Test]
    public async Task What_was_refused_or_is_not_wanted_is_not_told()
    {
        var resident = await town.Resident();
        await Mailbox.Wants(town, resident.Actor, without: [MailKind.ReportIsReady]);
        await town.Report("2026-999999");
        var request = await town.Request(resident);
        await town.Report(request);
        await town.Report(request);
        Assert.That((await Mailbox.Emptied(town.Database)).Select(mail => mail.Kind), Is.EqualTo(new[] { MailKind.RequestIsIn }));

        await town.Request(resident);
        await new SetMailWish(town.Database).Do(resident.Actor, town.Key(), new("nl", [], Paper: true, Stop: true));
        await town.Request(resident);
        Assert.That(await Mailbox.Emptied(town.Database), Is.Empty, "what waited went with it");
        Assert.That((await new MailWish(town.Database).Of(resident.Actor)) is { Address: null, Paper: true });
    }

    [Test]
    public async Task A_blocked_account_and_a_representative_whose_time_is_over_are_told_nothing()
    {
        var (resident, mother) = (await town.Resident(), await town.User("moeder", Role.Resident, Town.Huizen));
        await new Core.Residents.GiveAccess(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(mother.UserId, resident.Id, AsRepresentative: true, new(2026, 1, 1), new(2026, 6, 20)));
        await Mailbox.Wants(town, resident.Actor, "jan@example.nl");
        await Mailbox.Wants(town, mother, "moeder@example.nl");
        await town.Request(resident);
        Assert.That((await Mailbox.Emptied(town.Database)).Select(mail => mail.Address), Is.EquivalentTo((string[])["jan@example.nl", "moeder@example.nl"]));

        await Sql.Execute(town, $"UPDATE users SET blocked_at = '2026-06-15T09:00:00.000Z', blocked_for = 'stolen' WHERE id = '{resident.Actor.UserId.Value:D}'");
        town.Clock.GoTo(new(2026, 6, 21));
        await town.Request(resident);
        Assert.That(await Mailbox.Emptied(town.Database), Is.Empty);
    }

    [Test]
    public async Task However_many_portals_send_each_mail_goes_out_once()
    {
        var resident = await town.Resident();
        await Mailbox.Wants(town, resident.Actor);
        for (var request = 0; request < 40; request++)
        {
            await town.Request(resident);
        }

        var sent = new ConcurrentBag<Guid>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 4), async (_, _) =>
        {
            await using var portal = new Database(town.ConnectionString, town.Clock, masterKeys: () => TestDatabase.Keys);
            await new DrainOutbox(portal).Do(async (mail, _) =>
            {
                await Task.Yield();
                sent.Add(mail.Id);
                return Delivery.Sent;
            });
        });
        // Who found the same one as another ends its turn; the next turn has what is left.
        sent.AddRange(await Mailbox.Emptied(town.Database));
        Assert.That(sent, Has.Count.EqualTo(40).And.Unique);
    }

    [Test]
    public async Task Who_dies_with_a_mail_in_hand_leaves_it_to_the_next_under_the_same_id()
    {
        var resident = await town.Resident();
        await Mailbox.Wants(town, resident.Actor);
        await town.Request(resident);
        Guid dropped = default;
        Assert.That(() => new DrainOutbox(town.Database).Do((mail, _) =>
        {
            dropped = mail.Id;
            throw new InvalidOperationException("killed");
        }), Throws.InvalidOperationException);

        Assert.That(await Mailbox.Emptied(town.Database), Is.Empty, "as long as the first may still have it");
        town.Clock.Advance(DrainOutbox.Lease);
        Assert.That((await Mailbox.Emptied(town.Database)).Select(mail => mail.Id), Is.EqualTo(new[] { dropped }));
    }

    [Test]
    public async Task What_nobody_takes_is_tried_with_growing_pauses_for_five_days_and_an_administrator_of_the_municipality_sees_it()
    {
        var resident = await town.Resident();
        await Mailbox.Wants(town, resident.Actor);
        var request = await town.Request(resident);
        var (administrator, elsewhere) = (await town.User("beheer", Role.Administrator, Town.Huizen), await town.User("beheer", Role.Administrator, Town.Hilversum));
        List<TimeSpan> tries = [];
        for (var minutes = 0; minutes < 8 * 24 * 60; minutes++)
        {
            if ((await Mailbox.Emptied(town.Database, Delivery.Later)).Count > 0)
            {
                tries.Add(TimeSpan.FromMinutes(minutes));
                if (tries.Count == 2)
                {
                    Assert.That((await new MailTrouble(town.Database).Of(administrator)).Waiting, Is.EqualTo(1));
                }
            }

            // By the minute as long as it matters, then by the hour: it is the pauses that are looked at.
            var step = minutes < 60 ? 1 : 60;
            town.Clock.Advance(TimeSpan.FromMinutes(step));
            minutes += step - 1;
        }

        var pauses = tries.Zip(tries.Skip(1), (one, next) => next - one).ToList();
        Assert.That(pauses, Is.Ordered);
        Assert.That(pauses[0], Is.EqualTo(TimeSpan.FromMinutes(1)));
        Assert.That(pauses[^1], Is.LessThanOrEqualTo(TimeSpan.FromHours(7)));
        Assert.That(tries[^1], Is.GreaterThanOrEqualTo(DrainOutbox.GivesUpAfter).And.LessThan(DrainOutbox.GivesUpAfter + TimeSpan.FromHours(7)));
        var trouble = await new MailTrouble(town.Database).Of(administrator);
        Assert.That(trouble.Waiting, Is.Zero);
        Assert.That(trouble.GivenUp.Select(item => (item.Kind, item.Subject, item.GivenUpFor)), Is.EqualTo(new[] { (MailKind.RequestIsIn, request, "away") }));
        Assert.That((await new MailTrouble(town.Database).Of(elsewhere)).GivenUp, Is.Empty);
        Assert.That((await new MailTrouble(town.Database).Of(town.Caseworker)).GivenUp, Is.Empty);
        Assert.That((await new MailWish(town.Database).Of(resident.Actor)).CameBack, Is.True, "and who did not get it reads so too");
    }

    [Test]
    public async Task An_address_that_takes_none_is_not_tried_again_and_what_is_old_is_forgotten()
    {
        var resident = await town.Resident();
        await Mailbox.Wants(town, resident.Actor);
        await town.Request(resident);
        Assert.That(await Mailbox.Emptied(town.Database, Delivery.Never), Has.Count.EqualTo(1));
        town.Clock.Advance(TimeSpan.FromDays(1));
        Assert.That(await Mailbox.Emptied(town.Database), Is.Empty);
        await town.Request(resident);
        await Mailbox.Emptied(town.Database);

        town.Clock.Advance(DrainOutbox.Remembered);
        await new DrainOutbox(town.Database).Forget();
        Assert.That(await Sql.Count(town, "outbox"), Is.EqualTo(2), "a month is not over yet for what was sent today");
        town.Clock.Advance(TimeSpan.FromHours(1));
        await new DrainOutbox(town.Database).Forget();
        Assert.That(await Sql.Count(town, "outbox WHERE given_up_at IS NOT NULL"), Is.EqualTo(1), "what was given up longer");
        Assert.That(await Sql.Count(town, "outbox"), Is.EqualTo(1));
        town.Clock.Advance(3 * DrainOutbox.Remembered);
        await new DrainOutbox(town.Database).Forget();
        Assert.That(await Sql.Count(town, "outbox"), Is.Zero);
    }

    [Test]
    public async Task No_mail_says_anything_of_whom_or_what_it_is_about()
    {
        var resident = await town.Resident("Wilhelmina Łukasik");
        await Mailbox.Wants(town, resident.Actor, "jan@example.nl");
        await town.BudgetOf(1200m, resident: resident);
        var sent = await Mailbox.Emptied(town.Database);
        Assert.That(sent, Has.Count.EqualTo(3));
        // And each kind there is, in each language.
        var texts = (from kind in Enum.GetValues<MailKind>().Except([MailKind.Code])
                     from language in (string[])["nl", "en"]
                     from text in new[] { MailText.Of(sent[0] with { Kind = kind, Language = language }, "https://eigenregie.example.nl"), MailText.Subject(kind, CultureInfo.GetCultureInfo(language)) }
                     select text).ToList();
        Assert.That(string.Concat(texts), Does.Contain("https://eigenregie.example.nl").And.Contain("Uw hulpvraag is bij ons binnen").And.Not.Contain("ontvangen").IgnoreCase);
        foreach (var secret in (string[])["Wilhelmina", "Łukasik", "jan@example.nl", "€", "1200", "Een schoon huis", "Het gaat niet meer", "Begeleiding", "Huizen"])
        {
            Assert.That(texts, Has.None.Contains(secret), secret);
        }

        Assert.That(texts.Where(text => Digits().IsMatch(text)), Is.Empty, "no number at all");
    }

    [GeneratedRegex("[0-9]", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();
}

internal static class BagOfIds
{
    public static void AddRange(this ConcurrentBag<Guid> bag, IEnumerable<OutgoingMail> mails)
    {
        foreach (var mail in mails)
        {
            bag.Add(mail.Id);
        }
    }
}
