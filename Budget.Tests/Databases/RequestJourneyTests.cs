using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>A resident's request, from the first words to the number it gets.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class RequestJourneyTests(Engine engine)
{
    private static readonly RequestContent Complete =
        new("Ik kan het huis niet meer schoonhouden.", [new(LifeDomain.Household, "Een schoon huis")], "Mijn dochter", "Hulp", "", WishedForm.Unsure);

    private Town town = null!;
    private Resident resident = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        resident = await town.Resident();
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private Task<Outcome<string>> Submit(Actor actor, RequestContent content) =>
        new SubmitSupportRequest(town.Database).Do(actor, town.Key(), new(resident.Id, content));

    private Task<long> Deeds() => Sql.Count(town, "traces WHERE what = 'SubmitSupportRequest'");

    [Test]
    public async Task A_draft_is_found_again_by_who_typed_it_and_by_nobody_else()
    {
        var drafts = new RequestDraft(town.Database);
        var stranger = await town.Resident("Piet Vreemd");
        await drafts.Save(resident.Actor, resident.Id, _ => RequestContent.Empty with { OwnWords = "Het gaat" });
        await drafts.Save(resident.Actor, resident.Id, _ => Complete);
        await drafts.Save(stranger.Actor, resident.Id, _ => Complete with { OwnWords = "Van een ander" });

        var resumed = await drafts.Of(resident.Actor, resident.Id);

        Assert.That(resumed.OwnWords, Is.EqualTo(Complete.OwnWords));
        Assert.That(resumed.Needs, Is.EqualTo(Complete.Needs));
        Assert.That((await drafts.Of(stranger.Actor, resident.Id)).OwnWords, Is.Empty);
        Assert.That((await drafts.Of(town.Caseworker, resident.Id)).OwnWords, Is.Empty, "what was not sent was not said");
        Assert.That(await Sql.Count(town, "support_request_drafts"), Is.EqualTo(1));

        await Submit(resident.Actor, Complete);
        Assert.That((await drafts.Of(resident.Actor, resident.Id)).OwnWords, Is.Empty, "gone once it is sent");
    }

    [Test]
    public async Task A_request_gets_a_number_and_the_day_six_weeks_later()
    {
        var number = (await Submit(resident.Actor, Complete)).Value;

        var seen = (await new CaseOverview(town.Database).Of(resident.Actor, number))!;

        Assert.That(number, Is.EqualTo("2026-000001"));
        Assert.That((seen.Request.SubmittedOn, seen.Request.InvestigateBy), Is.EqualTo((new DateOnly(2026, 6, 15), new DateOnly(2026, 7, 27))));
        Assert.That((seen.Progress.Step, seen.Progress.Turn), Is.EqualTo((CaseStep.Investigate, Turn.Municipality)));
        Assert.That(seen.Needs, Is.EqualTo(Complete.Needs));
    }

    [Test]
    public async Task Two_devices_that_save_other_steps_at_the_same_moment_both_keep_theirs()
    {
        var drafts = new RequestDraft(town.Database);
        for (var time = 0; time < 10; time++)
        {
            var (words, help) = ($"Het gaat niet {time}", $"De buurman {time}");
            await Task.WhenAll(
                Task.Run(() => drafts.Save(resident.Actor, resident.Id, kept => kept with { OwnWords = words })),
                Task.Run(() => drafts.Save(resident.Actor, resident.Id, kept => kept with { CurrentHelp = help })));
            var kept = await drafts.Of(resident.Actor, resident.Id);
            Assert.That((kept.OwnWords, kept.CurrentHelp), Is.EqualTo((words, help)));
        }

        await drafts.Save(resident.Actor, resident.Id, _ => null);
        Assert.That((await drafts.Of(resident.Actor, resident.Id)).CurrentHelp, Is.EqualTo("De buurman 9"), "none keeps it as it is");
    }

    [Test]
    public async Task Whatever_a_person_can_type_or_paste_comes_back_as_it_was()
    {
        var words = "Ik vroeg: 'kan dat?'; DROP TABLE users; -- \u202E <b>ça</b> 👵🏽\r\n\ttweede regel";

        var number = (await Submit(resident.Actor, Complete with { OwnWords = words, CurrentHelp = "Voor\0na" })).Value;

        var seen = (await new CaseOverview(town.Database).Of(town.Caseworker, number))!.Request;
        Assert.That(seen.OwnWords, Is.EqualTo(words));
        Assert.That(seen.CurrentHelp, Does.StartWith("Voor").And.EndsWith("na"), "the sign that one engine cannot keep is no reason to fail");
    }

    private static IEnumerable<RequestContent> Incomplete() =>
    [
        RequestContent.Empty,
        Complete with { OwnWords = "   " },
        Complete with { Needs = [] },
        Complete with { Needs = [new(LifeDomain.Household, " ")] },
        Complete with { Needs = [new(LifeDomain.Household, "Een schoon huis"), new(LifeDomain.Household, "Een opgeruimd huis")] },
        Complete with { WishedForm = null },
        Complete with { CurrentHelp = new string('a', RequestContent.LongestText + 1) },
    ];

    [Test]
    public async Task An_incomplete_request_is_refused_and_leaves_no_trace()
    {
        foreach (var content in Incomplete())
        {
            Assert.That((await Submit(resident.Actor, content)).Refusal, Is.EqualTo(Refusal.RequestIncomplete), content.ToString());
        }

        var stranger = await town.Resident("Piet Vreemd");
        Assert.That((await Submit(stranger.Actor, Complete)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await Submit(town.Caseworker, Complete)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That(await Sql.Count(town, "support_requests"), Is.Zero);
        Assert.That(await Deeds(), Is.Zero);
        Assert.That((await Submit(resident.Actor, Complete)).Value, Is.EqualTo("2026-000001"), "a refusal uses no number up");
    }
}
