using Budget.Core.Mail;

namespace Budget.Tests.Databases;

/// <summary>Where e-mail goes: only where somebody has shown that the address is theirs, and as long as they want it.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class MailWishTests(Engine engine)
{
    private Town town = null!;
    private Resident resident = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        resident = await town.Resident();
    }

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    private async Task<Outcome<bool>> Ask(string address = "jan@example.nl") => await new AskMailCode(town.Database).Do(resident.Actor, town.Key(), new(address, "nl"));

    private async Task<Outcome<ConfirmMail.Answer>> Confirm(string code) => await new ConfirmMail(town.Database).Do(resident.Actor, town.Key(), new(code));

    [Test]
    public async Task Nothing_but_the_code_goes_to_an_address_until_the_code_came_back()
    {
        Assert.That((await new MailWish(town.Database).Of(resident.Actor)) is { Address: null, WaitsFor: null, Paper: false }, "off until somebody asks for it");
        await Ask();
        await town.Request(resident);
        var mails = await Mailbox.Emptied(town.Database);
        Assert.That(mails.Select(mail => (mail.Kind, mail.Address)), Is.EqualTo(new[] { (MailKind.Code, "jan@example.nl") }));
        Assert.That(mails[0].Code, Does.Match("^[0-9]{6}$"));
        Assert.That(MailText.Of(mails[0], "https://eigenregie.example.nl"), Does.Contain(mails[0].Code));
        Assert.That((await new MailWish(town.Database).Of(resident.Actor)) is { Address: null, WaitsFor: "jan@example.nl" });

        Assert.That((await Confirm(mails[0].Code)).Value.IsRight, Is.True);
        Assert.That((await new MailWish(town.Database).Of(resident.Actor)) is { Address: "jan@example.nl", WaitsFor: null });
        Assert.That((await Confirm(mails[0].Code)).Refusal, Is.EqualTo(Refusal.CodeOver), "once");
        await town.Request(resident);
        Assert.That((await Mailbox.Emptied(town.Database)).Select(mail => mail.Kind), Is.EqualTo(new[] { MailKind.RequestIsIn }));
    }

    [Test]
    public async Task A_wrong_code_is_counted_and_after_five_the_right_one_is_over_too()
    {
        await Ask();
        var code = (await Mailbox.Emptied(town.Database)).Single().Code;
        var wrong = code == "000000" ? "000001" : "000000";
        for (var left = AskMailCode.MostTries - 1; left >= 0; left--)
        {
            Assert.That((await Confirm(wrong)).Value, Is.EqualTo(new ConfirmMail.Answer(IsRight: false, left)));
        }

        Assert.That((await Confirm(code)).Refusal, Is.EqualTo(Refusal.CodeOver));
        Assert.That((await new MailWish(town.Database).Of(resident.Actor)) is { Address: null, WaitsFor: null });
    }

    [Test]
    public async Task A_code_is_over_after_an_hour_and_a_new_one_takes_the_place_of_the_one_before()
    {
        await Ask("eerst@example.nl");
        var first = (await Mailbox.Emptied(town.Database)).Single().Code;
        await Ask("later@example.nl");
        var second = (await Mailbox.Emptied(town.Database)).Single();
        Assert.That(second.Address, Is.EqualTo("later@example.nl"));
        Assert.That(first == second.Code || !(await Confirm(first)).Value.IsRight, Is.True);
        town.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.That((await Confirm(second.Code)).Refusal, Is.EqualTo(Refusal.CodeOver));
        await new DrainOutbox(town.Database).Forget();
        Assert.That(await Sql.Count(town, "mail_codes"), Is.Zero);
    }

    [Test]
    public async Task A_code_is_sent_five_times_a_day_and_no_more()
    {
        for (var time = 0; time < AskMailCode.MostADay; time++)
        {
            Assert.That((await Ask()).Refusal, Is.Null);
        }

        Assert.That((await Ask()).Refusal, Is.EqualTo(Refusal.AskedTooOften.With(AskMailCode.MostADay)));
        Assert.That(await Mailbox.Emptied(town.Database), Has.Count.EqualTo(1), "those that were not sent yet made room");
    }

    [TestCase("a@b.nl", true)]
    [TestCase("jan.jansen+wmo@mail.example.nl", true)]
    [TestCase("", false)]
    [TestCase("jan", false)]
    [TestCase("jan@localhost", false)]
    [TestCase("Jan <jan@example.nl>", false)]
    [TestCase("jan@example.nl, piet@example.nl", false)]
    [TestCase("jan@example.nl;piet@example.nl", false)]
    [TestCase("jan@example.nl\r\nBcc: piet@example.nl", false)]
    [TestCase("\"jan\"@example.nl", false)]
    [TestCase("jan@[127.0.0.1]", false)]
    [TestCase("jan@-example.nl", false)]
    [TestCase("jan@example..nl", false)]
    [TestCase("jän@example.nl", false)]
    public void An_address_is_one_address_and_nothing_else(string typed, bool isAddress) => Assert.That(AskMailCode.IsAddress(typed), Is.EqualTo(isAddress));

    [Test]
    public void An_address_that_is_too_long_is_none() => Assert.That(AskMailCode.IsAddress($"{new string('a', 65)}@example.nl"), Is.False);

    [Test]
    public async Task An_address_and_a_code_are_read_nowhere_and_belong_to_one_user()
    {
        await Mailbox.Wants(town, resident.Actor, "jan.jansen@example.nl");
        await Ask("nieuw.adres@example.nl");
        var raw = await RawBytes.Of(town.ConnectionString);
        Assert.That(raw.Holds("outbox"), Is.True, "what is not hidden is found");
        Assert.That(raw.Readable(["jan.jansen@example.nl", "nieuw.adres@example.nl"]), Is.Empty);

        var other = await town.Resident();
        await Mailbox.Wants(town, other.Actor, "ander@example.nl");
        await Sql.Execute(town, $"UPDATE mail_wishes SET address = (SELECT address FROM mail_wishes WHERE user_id = '{resident.Actor.UserId.Value:D}') WHERE user_id = '{other.Actor.UserId.Value:D}'");
        Assert.That(() => new MailWish(town.Database).Of(other.Actor), Throws.InstanceOf<System.Security.Cryptography.CryptographicException>());
    }

    [Test]
    public async Task A_role_that_is_told_of_nothing_has_no_settings_and_nobody_sets_what_is_not_theirs()
    {
        Assert.That((await new AskMailCode(town.Database).Do(town.Finance, town.Key(), new("geld@example.nl", "nl"))).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That((await new SetMailWish(town.Database).Do(resident.Actor, town.Key(), new("nl", [MailKind.ProviderIsChosen], Paper: false))).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That((await new SetMailWish(town.Database).Do(resident.Actor, town.Key(), new("de", [], Paper: false))).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That((await Ask("geen adres")).Refusal, Is.EqualTo(Refusal.AddressInvalid));
    }
}
