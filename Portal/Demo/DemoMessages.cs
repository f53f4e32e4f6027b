using Budget.Core;
using Budget.Core.Mail;
using Budget.Core.Messages;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Portal.Demo;

/// <summary>
/// The last week in messages: mevrouw De Vries, who wants e-mail, and her caseworker, the last of which she has not read; she and her provider; and meneer Bakker, who wants paper, whom nobody has
/// answered yet.
/// </summary>
internal sealed class DemoMessages(Database town, IReadOnlyDictionary<string, Actor> staff, Func<IdempotencyKey> key)
{
    public static void Plan(Database town, IReadOnlyDictionary<string, Actor> staff, Func<IdempotencyKey> key, Action<DateOnly, Func<Task>> on, DateOnly today)
    {
        var demo = new DemoMessages(town, staff, key);
        on(today.AddDays(-7), demo.AskForMail);
        on(today.AddDays(-6), () => demo.ToMunicipality("devries", "Mijn buurvrouw is verhuisd. Kan iemand anders nu de ramen doen?"));
        on(today.AddDays(-5), () => demo.Answer("devries", "Dank u wel voor uw bericht. Ik vraag het na bij Thuiszorg Gooi. U hoort het deze week van mij."));
        on(today.AddDays(-4), () => demo.WithProvider("De hulp komt steeds op woensdag. Kan het ook op dinsdag? Dan ben ik thuis.", "Dat kan. Vanaf volgende week komt Ans op dinsdag om tien uur."));
        on(today.AddDays(-2), () => demo.ToMunicipality("bakker", "Mag ik de uren van mijn broer ook per kwartaal doorgeven?"));
        on(today.AddDays(-1), () => demo.Answer("devries", "Thuiszorg Gooi doet de ramen voortaan elke zes weken. U hoeft daar niets voor te doen."));
    }

    private async Task AskForMail()
    {
        var deVries = staff["devries"];
        Must(await new AskMailCode(town).Do(deVries, key(), new("a.devries@example.nl", "nl")));
        var code = "";
        await new DrainOutbox(town).Do((mail, _) =>
        {
            code = mail.Code;
            return Task.FromResult(Delivery.Sent);
        });
        Must(await new ConfirmMail(town).Do(deVries, key(), new(code)));
        Must(await new SetMailWish(town).Do(staff["bakker"], key(), new("nl", [], Paper: true)));
    }

    private async Task ToMunicipality(string resident, string words) =>
        Must(await new WriteMessage(town).Do(staff[resident], key(), new(await About(resident), words)));

    private async Task Answer(string resident, string words)
    {
        var about = await About(resident);
        await new ReadMessages(town).UpTo(staff["consulent"], about, town.Time.GetUtcNow());
        Must(await new WriteMessage(town).Do(staff["consulent"], key(), new(about, words)));
        if (words.StartsWith("Dank", StringComparison.Ordinal))
        {
            await new ReadMessages(town).UpTo(staff[resident], about, town.Time.GetUtcNow());
        }
    }

    private async Task WithProvider(string question, string answer)
    {
        var (deVries, provider) = (staff["devries"], staff["aanbieder"]);
        var hers = (await About("devries")) with { Provider = provider.ProviderId };
        Must(await new WriteMessage(town).Do(deVries, key(), new(hers, question)));
        var theirs = Conversation.OfClient(new AssignmentId(Guid.Parse((await new Conversations(town).Of(provider))[0].Assignment)));
        await new ReadMessages(town).UpTo(provider, theirs, town.Time.GetUtcNow());
        Must(await new WriteMessage(town).Do(provider, key(), new(theirs, answer)));
        await new ReadMessages(town).UpTo(deVries, hers, town.Time.GetUtcNow());
    }

    private async Task<Conversation> About(string resident) => new((await new CaseList(town).Of(staff[resident]))[0].Number);

    private static void Must<T>(Outcome<T> outcome)
    {
        if (outcome.IsRefused)
        {
            throw new InvalidOperationException($"The demo town broke a rule: {outcome.Refusal}");
        }
    }
}
