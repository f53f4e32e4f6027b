using Budget.Core.Mail;
using Budget.Core.Residents;
using Budget.Core.SignIn;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;
using MimeKit;
using Portal.Mail;

namespace Budget.Tests.Faults;

/// <summary>kill -9 of the portal while it sends: each event that was acknowledged is one file in the end, whole, and none is there twice.</summary>
[Category("Tools")]
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class MailKilledTests(Engine engine)
{
    private const int Kills = 3;
    private const int Events = 120;

    [Test]
    public async Task Nothing_is_lost_and_nothing_is_there_twice_when_a_portal_that_sends_is_killed()
    {
        var mailbox = Directory.CreateTempSubdirectory("eigenregie-mail-").FullName;
        await using var portal = await RunningPortal.Start(engine, settings: [("Mail__Folder", mailbox)]);
        var clock = FakeClock.On(RunningPortal.Today.Year, RunningPortal.Today.Month, RunningPortal.Today.Day);
        await using var town = new Database(portal.ConnectionString, clock, masterKeys: () => TestDatabase.Keys);
        var user = (await new SignedInUser(town).ByLogin("devries"))!;
        var deVries = new Actor(user.UserId, Role.Resident, user.MunicipalityCode);
        var file = (await new MyPeople(town).Of(deVries))[0].ResidentId;
        var content = new RequestContent("Het gaat niet meer.", [new(LifeDomain.Household, "Een schoon huis")], "", "Hulp", "", WishedForm.PersonFollowing);
        var (acknowledged, chance) = (new List<string>(), new Random(20261126));
        for (var kill = 0; kill < Kills; kill++)
        {
            var killed = Task.Run(async () =>
            {
                await Task.Delay(chance.Next(200, 2_500));
                await portal.Kill();
            });
            for (var number = 0; number < Events; number++)
            {
                var sent = await new SubmitSupportRequest(town).Do(deVries, IdempotencyKey.Of($"killed-{kill}-{number}"), new(file, content));
                Assert.That(sent.IsRefused, Is.False);
                acknowledged.Add(sent.Value);
            }

            await killed;
            await portal.StartAgain();
        }

        await portal.Kill();
        // What a killed portal had in hand is free again by now; whoever comes next sends it to the same place.
        clock.Advance(TimeSpan.FromHours(1));
        var settings = new MailSettings(mailbox, "eigenregie@localhost", "https://eigenregie.example.nl", null, 0, default, null, null);
        await new DrainOutbox(town).Do(async (mail, stopping) =>
        {
            await new MailFolder(mailbox).Put(mail.Id, Letter.Of(mail, settings, settings.Portal!), stopping);
            return Delivery.Sent;
        });

        var rows = await Databases.Rows.Of(portal.ConnectionString, "SELECT id FROM outbox WHERE kind = 'requestisin' AND sent_at IS NOT NULL");
        var files = Directory.GetFiles(mailbox, "*.eml").Select(path => Path.GetFileNameWithoutExtension(path)).ToHashSet(StringComparer.Ordinal);
        Assert.That(await Databases.Rows.Of(portal.ConnectionString, "SELECT subject FROM outbox WHERE kind = 'requestisin'"), Is.EquivalentTo(acknowledged), "one for each, and none that was not acknowledged");
        Assert.That(rows, Has.Count.EqualTo(acknowledged.Count).And.SubsetOf(files));
        Assert.That(Directory.GetFiles(mailbox, ".*"), Is.Empty, "and nothing half");
        foreach (var path in Directory.GetFiles(mailbox, "*.eml"))
        {
            var message = await MimeMessage.LoadAsync(path);
            Assert.That(message.MessageId!.Split('@')[0], Is.EqualTo(Path.GetFileNameWithoutExtension(path)));
            Assert.That(message.TextBody, Does.EndWith("/berichten/instellingen\n").Or.EndWith("/berichten/instellingen\r\n"), "whole");
        }

        Figure.Tell("e-mail through kill -9", $"{Kills} kills, {acknowledged.Count} events, {files.Count} files");
        Directory.Delete(mailbox, recursive: true);
    }
}
