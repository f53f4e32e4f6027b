namespace Budget.Tests.Journeys;

/// <summary>The pages that the walk does not come by, each for whom it is: on a phone, nothing that axe finds.</summary>
[Category("Journey")]
public sealed class EveryPageTests : JourneyTests
{
    [TestCase("devries", "/", "/ervaringen", "/mijn-budget", "/mijn-budget > .er-card__link", "/mijn-budget/boekingen-uitleg", "/mijn-budget > .er-card__link > a[href$=overzicht]", "/controleer", "/controleer?code=ABCDE-ABCDE-ABCDE-ABCDE", "/mijn-budget > .er-card__link > a[href$='opbouw#besteed'] > a[href*='maand=']", "/mijn-budget > a[href$=eigen-bijdrage]", "/mijn-budget > .er-card__link > a[href*='vorm=']", "/hulpvraag > .er-card__link", "/hulpvraag > .er-card__link > a[href$=verslag]", "/aanbieders > .er-card__link", "/mijn-budget > .er-card__link > a[href$=wisselen]", "/mijn-budget > .er-card__link > a[href$=hulp]", "/mijn-budget > .er-card__link > a[href$=wisselen] > a[href$=aanbieder-kiezen]", "/mijn-budget > .er-card__link > a[href$=wisselen] > a[href$=aanbieder-kiezen] > a[href$=eigen-aanbieder]", "/pgb", "/gegevens", "/gegevens/verbeteren", "/gegevens/wijk", "/wie-regelt-mee", "/aanbod", "/aanbod?woorden=rouwgroep > .er-card__link > a[href*=aanmelden]", "/aanbod?woorden=olifant", "/aanbod/aanmeldingen", "/aanbod/ideeen", "/aanbod/ideeen/nieuw", "/gegevens/vernietigen", "/sessies", "/berichten", "/berichten > .er-card__link", "/berichten > a[href*='/berichten/20']:has-text('Thuiszorg')", "/berichten/instellingen", "/mijn-budget > .er-card__link > a[href*='/factuur/']", "/mijn-budget > .er-card__link > a[href*='/factuur/']:has-text('Klopt') > a[href$=klopt-niet]")]
    [TestCase("ondersteuner", "/kennismaken", "/meelezen", "/meelezen > a[href^='/meelezen/20']", "/meelezen > a[href*=budget]", "/meelezen > a[href*=budget] > a[href$=uren]", "/uitnodiging")]
    [TestCase("hulp", "/helpen", "/helpen > .er-card__link", "/helpen > .er-card__link:has-text('Bakker')", "/helpen > .er-card__link:has-text('Bakker') > a[href$=uren]")]
    [TestCase("dochter", "/wie-regelt-mee", "/pgb > a[href$=rekening]", "/pgb > a[href$=regels]")]
    [TestCase("bakker", "/wie-regelt-mee", "/wie-regelt-mee > a[href*='wie=']:not([href*=anderen])", "/mijn-budget > .er-card__link > a[href$=vooruitblik]", "/mijn-budget > .er-card__link > a[href$='opbouw#gereserveerd'] > a[href$='#gereserveerd'][href*='maand=']", "/mijn-budget > .er-card__link > a[href$=meekijkers]", "/mijn-budget > .er-card__link > a[href*='/jaar/']", "/pgb", "/pgb > a[href$=uren]", "/pgb > a[href$=regels]", "/pgb > .er-card__also a:not([href$=regels]):not([href$=rekening]):not([href$=ziek-of-weg])", "/pgb > a[href$=zorgovereenkomst]", "/pgb > a[href$=rekening]", "/bestand-voor-de-svb", "/pgb > .er-card__also a:not([href$=regels]):not([href$=rekening]):not([href$=ziek-of-weg]) > a[href*='vervangt=']")]
    [TestCase("consulent", "/consulent/zorgovereenkomsten", "/consulent/zorgovereenkomsten > tbody a", "/consulent/rekeningen-van-hulpen", "/consulent/pgb-signalen", "/consulent?van=hulpvragen > tbody tr:has-text('Bakker') a > a[href$=zorgovereenkomsten] > a[href$=op-papier]")]
    [TestCase("yilmaz", "/hulpvraag > .er-card__link > a[href$=meelezers]", "/", "/hulpvraag/nieuw", "/pgb", "/mijn-budget", "/privacy", "/toegankelijkheid", "/wat-is-de-wmo", "/pvb-of-pgb", "/kwetsbaarheid-melden")]
    [TestCase("devries", "/hulpvraag > .er-card__link > a[href$=plan-op-een-rij] > a[href$=schuiven]", "/hulpvraag > .er-card__link > #verder ~ p a[href$=werkt-het]")]
    [TestCase("consulent", "/consulent?van=iedereen > a[href*='/betwist/']", "/consulent/levering > a[href*='werkt-het']", "/consulent/levering", "/consulent?van=hulpvragen > tbody tr:has-text('Emre') a > a[href$=plan-op-een-rij] > a[href$=schuiven]", "/consulent?van=hulpvragen > tbody tr:has-text('Emre') a > a[href$=besluit] > a[href$=leren]")]
    [TestCase("bakker", "/mijn-budget > .er-card__link", "/hulpvraag/nieuw/hulp", "/hulpvraag/nieuw/buurt", "/hulpvraag/nieuw/spoed")]
    [TestCase("consulent", "/aanbod?woorden=samen > .er-card__link", "/aanbod/ideeen", "/aanbod/ideeen > .er-card__link", "/consulent/hulpvraag/nieuw", "/consulent?van=hulpvragen > tbody tr:has-text('Bakker') a > a[href$=antwoord]", "/consulent > a[href$=raadscijfers]", "/consulent", "/consulent?van=iedereen", "/consulent?van=iedereen > a[href^='/consulent/vraag/']", "/consulent?van=iedereen > a[href^='/consulent/verzoek/']", "/consulent?van=hulpvragen > tbody tr:has-text('Bakker') a", "/consulent?van=hulpvragen > tbody tr:has-text('Bakker') a > a[href$=zorgovereenkomst]", "/consulent?van=hulpvragen > tbody tr:has-text('Bakker') a > a[href$=zorgovereenkomsten]", "/consulent?van=hulpvragen > tbody tr:has-text('Bakker') a > a[href^='/consulent/huishouden/']", "/consulent?van=hulpvragen > tbody tr:has-text('Bakker') a > a[href$=overleden-of-verhuisd]", "/aanbieders", "/sporen", "/berichten", "/berichten > .er-card__link", "/consulent/meldingen", "/consulent/meldingen > tbody a")]
    [TestCase("financien", "/financien/terugvorderingen", "/financien", "/financien > tbody a", "/financien/budgetten", "/financien/overzichten", "/financien/sturing", "/financien/budgetten > tbody a", "/financien/budgetten > tbody a > a[href$=corrigeren]", "/financien/boeken", "/financien/boeken/maand", "/financien/boeken > a[href$=fonds]", "/financien/fonds?jaar=2025 > tbody a", "/financien/svb", "/financien/svb > tbody a[href*=svb]", "/financien/betalingen", "/financien/betalingen > tbody a[href*='/betalingen/']", "/financien/betalingen/nieuw", "/financien/rekeningen", "/financien/rekeningen > tbody a", "/financien/aansluiting", "/financien/aanbieders", "/financien/aanbieders > tbody a", "/financien/aanbieders > tbody a > a[href*=kwartaal]")]
    [TestCase("aanbieder", "/aanbieder", "/aanbieder > a[href*='/betwist/']", "/aanbieder/berichtenverkeer", "/aanbieder/berichtenverkeer > a[href*='/ontvangen/']", "/aanbieder/declaraties", "/aanbieder/declaraties > tbody a", "/aanbieder/declaraties/nieuw", "/aanbieder/betalingen", "/aanbieder/contracten", "/aanbieder/medewerkers", "/aanbieder/koppelingen", "/koppelen", "/declareren-met-csv", "/berichten > .er-card__link", "/berichten/instellingen")]
    [TestCase("huisarts", "/aanbieder", "/melden")]
    [TestCase("aanbieder2", "/aanbieder")]
    [TestCase("aanbieder3", "/aanbieder/declaraties", "/aanbieder/declaraties > tbody a", "/aanbieder/medewerkers", "/aanbieder/koppelingen")]
    [TestCase("beheer", "/beheer", "/beheer > a[href$=sturing]", "/beheer > a[href$=raadscijfers]", "/beheer > a[href$=ervaringsonderzoek]", "/sporen", "/beheer/accounts", "/beheer/rechten", "/beheer/rechten > tbody a", "/beheer/gemeente", "/beheer/voorzieningen", "/beheer/voorzieningen > tbody a", "/beheer/voorzieningen/voorziening", "/beheer/wijken", "/beheer/wijken > tbody a", "/beheer/wijken/wijk", "/beheer/aanbod", "/beheer/aanbod > tbody a", "/beheer/aanbod/invullen", "/beheer/accounts/iedereen-uitloggen", "/beheer/clientondersteuning", "/beheer/pgb-regels", "/beheer/huisartsen", "/beheer/vertegenwoordigers", "/beheer/vertegenwoordigers > tbody a", "/beheer/contracten", "/beheer/contracten/nieuw", "/beheer/contracten/nieuw?kvk=99999999", "/beheer/contracten > a[href*=voorstel]")]
    [TestCase("controle", "/controle", "/controle > a[href$=raadscijfers]", "/controle > a[href^='/controle/budget/']", "/controle/boeken > a[href$=fonds]", "/controle/fonds?jaar=2025 > tbody a > tbody a", "/controle/boeken", "/controle/sturing", "/boeken/uitleg", "/controle/betalingen", "/controle/rekeningen", "/controle/betalingen > tbody a[href*='/betalingen/']", "/controle/svb", "/controle/svb > tbody a", "/controle/aansluiting", "/controle/aanbieders", "/controle/aanbieders > tbody a", "/controle/aanbieders > tbody a > tbody a[href*=declaratie]", "/controle > a[href$=steekproef] > a[href$=uitleg]")]
    public async Task A_page_can_be_used_by_everyone(string persona, params string[] ways)
    {
        var visitor = await Visitor.SignedInAs(persona, Browser, Portal, "nl", withScript: true);
        foreach (var way in ways)
        {
            // An address, and the links to follow from there.
            var steps = way.Split(" > ");
            await visitor.Open(steps[0]);
            foreach (var link in steps.Skip(1))
            {
                await visitor.Follow($"main {link}");
            }
        }
    }

    [Test]
    public async Task The_pages_of_decisions_and_objections_can_be_used_by_everyone()
    {
        var decision = (await Databases.Rows.Of(Portal.ConnectionString, "SELECT d.number FROM decisions d JOIN residents r ON r.id = d.resident_id WHERE r.name = 'mevrouw A. de Vries' ORDER BY d.number"))[0];
        var devries = await Visitor.SignedInAs("devries", Browser, Portal, "nl", withScript: true);
        await devries.Open($"/besluit/{decision}");
        await devries.Follow("main a[href$=bezwaar]");
        await devries.Send("main form[method=post] button", expected: 400);

        var consulent = await Visitor.SignedInAs("consulent", Browser, Portal, "nl", withScript: true);
        await consulent.Open("/consulent/bezwaren");
        await consulent.Follow("main tbody a");
        var request = (await Databases.Rows.Of(Portal.ConnectionString, "SELECT request.number FROM support_requests request JOIN decisions d ON d.request_id = request.id JOIN decision_kinds k ON k.decision_id = d.id WHERE k.kind = 'extend'"))[0];
        foreach (var kind in new[] { "Grant", "PartlyGrant", "Extend", "Revise", "Withdraw" })
        {
            await consulent.Open($"/consulent/hulpvraag/{request}/besluit");
            await consulent.Follow($"main a[href$='soort={kind}']");
            await consulent.Send("main button[formaction$=Check]:not(.er-visually-hidden)", expected: 400);
        }

        await consulent.Open($"/consulent/hulpvraag/{request}/besluit");
        await consulent.Follow("main a[href$='andere-vorm']");
        await consulent.Send("main button[formaction$=Check]:not(.er-visually-hidden)", expected: 400);
    }

    [Test]
    public async Task The_page_of_an_account_can_be_used_by_everyone()
    {
        var visitor = await Visitor.SignedInAs("beheer", Browser, Portal, "nl", withScript: true);
        await visitor.Open("/beheer/accounts");
        await visitor.Send("main button", expected: 400);
        await visitor.Fill("Name", "bakker");
        await visitor.Send("main button");
        await visitor.Follow("main tbody a");
        await visitor.Send("main form[action*='handler=Block'] button", expected: 400);
        await visitor.Tick("Stolen");
        await visitor.Send("main form[action*='handler=Block'] button");
        await visitor.Send("main form[action*='handler=Ask'] button");
        Assert.That(await visitor.Says(), Does.Contain("Een andere beheerder"));
    }

    [Test]
    public async Task Also_a_page_that_says_no_can_be_used_by_everyone()
    {
        var visitor = await Visitor.SignedInAs("jansen", Browser, Portal, "nl", withScript: true);
        await visitor.Open("/consulent", expected: 403);
        await visitor.Open("/mijn-budget/2026-999999", expected: 404);
        await visitor.Send("form[action='/uitloggen'] button");
        Assert.That(visitor.Path, Is.EqualTo("/uitloggen"));
        await visitor.Open("/inloggen/mislukt?reden=niveau", expected: 403);
        await visitor.Open("/");
    }
}
