using Budget.Core.Supporters;

namespace Budget.Tests.Databases;

/// <summary>The invitation itself: its code, who may use it, and who guesses.</summary>
internal sealed partial class SupporterTests
{
    [Test]
    public async Task Staff_of_a_provider_can_be_invited_and_no_staff_of_a_municipality()
    {
        var code = (await Item((await Invite()).Value)).Code;
        foreach (var actor in new[] { town.Caseworker, town.Finance, anja with { ActsFor = resident.Id } })
        {
            Assert.That((await Accept(code, actor)).Refusal, Is.EqualTo(Refusal.NotAllowed), $"{actor.Role}");
        }

        Assert.That((await Accept(code, anja with { ClosedTo = Town.Huizen })).Refusal, Is.EqualTo(Refusal.AssuranceTooLow));
        Assert.That((await Accept(code, town.ProviderStaff)).Value.Invitation, Is.EqualTo(Invitation.Accepted));
        Assert.That(await Read(town.ProviderStaff), Is.Not.Null);
        var item = (await new SupportersOfCase(town.Database).Of(resident.Actor, request))!.Items.Single();
        Assert.That((item.Name, item.Organisation, item.Standing), Is.EqualTo(("Naam aanbieder", "De Helpende Hand", SupportersOfCase.Standing.Reads)));
    }

    [Test]
    public async Task A_code_is_easy_to_read_aloud_is_shown_again_until_it_is_used_and_stands_nowhere()
    {
        var id = (await Invite()).Value;
        var code = (await Item(id)).Code;
        Assert.That(code, Does.Match("^[A-HJKMNP-RTV-Y3479]{10}$"));
        Assert.That((await Item(id)).Code, Is.EqualTo(code));
        Assert.That((await Item((await Invite()).Value)).Code, Is.Not.EqualTo(code), "another invitation has another");
        Assert.That((await Rows.Of(town.ConnectionString, "SELECT code_hash || label FROM case_supporters")).Concat(await Rows.Of(town.ConnectionString, "SELECT answer FROM idempotency_keys")), Has.None.Contains(code).IgnoreCase);

        Assert.That((await Accept($" {code[..5].ToLowerInvariant()}-{code[5..]} ")).Value.Invitation, Is.EqualTo(Invitation.Accepted), "as people type");
        Assert.That((await Item(id)).Code, Is.Empty);
        Assert.That((await Accept(code, await town.User("ander", Role.Resident, ""))).Value.Invitation, Is.EqualTo(Invitation.Unknown), "once");
    }

    [Test]
    public async Task A_code_is_over_after_fourteen_days_and_when_it_is_taken_back()
    {
        var (first, second) = ((await Invite()).Value, (await Invite()).Value);
        var (late, gone) = ((await Item(first)).Code, (await Item(second)).Code);
        Assert.That((await new EndSupporter(town.Database).Do(resident.Actor, town.Key(), new(second))).Value, Is.EqualTo(request));
        Assert.That((await Accept(gone)).Value.Invitation, Is.EqualTo(Invitation.Unknown));
        town.Clock.GoTo(town.Today.AddDays(15));
        Assert.That(((await Item(first)).Standing, (await Item(first)).Code), Is.EqualTo((SupportersOfCase.Standing.CodeOver, "")));
        Assert.That((await Accept(late)).Value.Invitation, Is.EqualTo(Invitation.Unknown));
        town.Clock.GoTo(town.Today.AddDays(-2));
        Assert.That((await Accept(late)).Value.Invitation, Is.EqualTo(Invitation.Accepted), "on its last day it was none of these");
    }

    [Test]
    public async Task Whoever_guesses_ten_times_in_an_hour_is_refused_and_somebody_is_told()
    {
        var code = (await Item((await Invite()).Value)).Code;
        for (var guess = 0; guess < AcceptInvitation.GuessesInAnHour; guess++)
        {
            Assert.That((await Accept($"ABCDEFGHJ{InvitationCode.Letters[guess]}")).Value.Invitation, Is.EqualTo(Invitation.Unknown));
            town.Clock.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.That(await Sql.Count(town, "alerts"), Is.Zero, "so slowly no ten in ten minutes");
        Assert.That((await Accept(code)).Value.Invitation, Is.EqualTo(Invitation.TooOften), "also the right one");
        Assert.That(await Sql.Count(town, $"alerts WHERE kind = 'refused' AND user_id = '{anja.UserId.Value:D}'"), Is.EqualTo(1));
        Assert.That(await Sql.Count(town, $"traces WHERE what = 'AcceptInvitation' AND action = 'refused' AND user_id = '{anja.UserId.Value:D}'"), Is.EqualTo(11));
        Assert.That((await Accept(code, await town.User("ander", Role.Resident, ""))).Value.Invitation, Is.EqualTo(Invitation.Accepted), "of that person, and of nobody else");

        var next = (await Item((await Invite()).Value)).Code;
        town.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.That((await Accept(next)).Value.Invitation, Is.EqualTo(Invitation.Accepted));
    }

    [Test]
    public async Task A_hundred_guesses_at_once_are_no_more_than_ten()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 30).Select(guess => Accept($"BBBBBBB{guess:D3}")));
        Assert.That(outcomes.Count(one => one.Value.Invitation == Invitation.Unknown), Is.EqualTo(AcceptInvitation.GuessesInAnHour));
        Assert.That(outcomes.Count(one => one.Value.Invitation == Invitation.TooOften), Is.EqualTo(20));
    }

    [Test]
    public async Task Two_who_use_one_code_at_the_same_time_are_one()
    {
        var code = (await Item((await Invite()).Value)).Code;
        var people = new[] { anja, await town.User("ander", Role.Resident, ""), await town.User("derde", Role.Resident, "") };
        var outcomes = await Task.WhenAll(people.Select(person => Accept(code, person)));
        Assert.That(outcomes.Count(one => one.Value.Invitation == Invitation.Accepted), Is.EqualTo(1));
    }

    [Test]
    public async Task Who_may_open_the_file_anyhow_or_reads_along_already_is_told_so_and_five_are_enough()
    {
        await Reads();
        var code = (await Item((await Invite()).Value)).Code;
        Assert.That((await Accept(code)).Refusal, Is.EqualTo(Refusal.AlreadyReading));
        Assert.That((await Accept(code, resident.Actor)).Refusal, Is.EqualTo(Refusal.OwnInvitation));
        Assert.That((await Invite(label: " ")).Refusal, Is.EqualTo(Refusal.NameMissing));
        Assert.That((await Invite(label: new string('a', 61))).Refusal, Is.EqualTo(Refusal.TextTooLong.With(60)));
        for (var more = 2; more < InviteSupporter.MostAtOnce; more++)
        {
            Assert.That((await Invite()).Refusal, Is.Null);
        }

        Assert.That((await Invite()).Refusal, Is.EqualTo(Refusal.SupportersTooMany.With(5)));
        town.Clock.GoTo(town.Today.AddDays(15));
        Assert.That((await Invite()).Refusal, Is.Null, "codes that are over stand in nobody's way");
    }

    [Test]
    public async Task Whom_DigiD_gave_no_name_says_it_once()
    {
        await Sql.Execute(town, $"UPDATE users SET name = '' WHERE id = '{anja.UserId.Value:D}'");
        var id = (await Invite()).Value;
        var code = (await Item(id)).Code;
        Assert.That((await Accept(code)).Refusal, Is.EqualTo(Refusal.NameMissing));
        Assert.That((await Accept(code, name: "Anja Meijer")).Value.Invitation, Is.EqualTo(Invitation.Accepted));
        Assert.That((await Item(id)).Name, Is.EqualTo("Anja Meijer"));
        Assert.That((await Accept((await Item((await Invite()).Value)).Code, town.ProviderStaff, "Iemand Anders")).Value.Invitation, Is.EqualTo(Invitation.Accepted));
        Assert.That(await Rows.Of(town.ConnectionString, $"SELECT name FROM users WHERE id = '{town.ProviderStaff.UserId.Value:D}'"), Is.EqualTo((string[])["Naam aanbieder"]), "who has a name keeps it");
    }
}
