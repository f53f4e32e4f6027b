using System.Globalization;
using System.Text.RegularExpressions;
using Budget.Tests.Databases;

namespace Budget.Tests.Journeys;

/// <summary>
/// A month from beginning to end: the provider sends a file with one line that is wrong, reads which and why and what to do, sends it again from the portal; the resident sees it; two of finance pay it; and both read that and when. To
/// the cent at each step.
/// </summary>
[Category("Journey")]
[TestFixture("nl", false)]
public sealed class FromFileToPaymentTests(string language, bool withScript) : WalkTests(language, withScript)
{
    private static readonly Money Hour = new(3120);
    private string folder = "";

    [OneTimeSetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("declaratie-").FullName;

    [OneTimeTearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    private sealed record Figures(Money Granted, Money Reserved, Money Spent, Money Available);

    private static async Task<Figures> Of(Visitor resident, string budget)
    {
        await resident.Open(budget);
        return new(await resident.Figure("granted"), await resident.Figure("reserved"), await resident.Figure("spent"), await resident.Figure("available"));
    }

    [Test]
    public async Task One_wrong_line_of_a_file_is_sent_again_and_paid()
    {
        var (provider, resident) = (await Visit("aanbieder"), await Visit("devries"));
        await resident.Open("/mijn-budget");
        await resident.Follow("main .er-card__link");
        var budget = resident.Path;
        var before = await Of(resident, budget);
        var (file, wrong) = await MonthWithOneWrongLine(Number().Match(budget).Value);

        await provider.Open("/aanbieder/declaraties");
        await provider.Attach("Upload", file);
        await provider.Send("main form[enctype] button");
        Assert.That(await provider.Figure("rejected"), Is.EqualTo(wrong), "one line, and the others are taken");
        Assert.That(await provider.Says(), Does.Contain("A. de Vries").And.Contain("9340"));
        Assert.That(await provider.Says(), Does.Contain("Wat u kunt doen"));
        Assert.That(await Of(resident, budget), Is.EqualTo(before), "what is rejected costs nothing");

        await provider.Follow("main section a[href*='/declaraties/nieuw']");
        await provider.Fill(await FieldOf(provider, "A. de Vries"), "4");
        await provider.Send("main form.er-form button.utrecht-button--primary-action");
        await provider.SendImpatiently("main form.er-form button[formaction='?']");
        var (amount, declaration) = (new Money(4 * Hour.Cents), provider.Path.Split('/')[^1]);
        Assert.That((await provider.Figure("accepted"), await provider.Figure("rejected")), Is.EqualTo((amount, Money.Zero)));
        var after = before with { Reserved = before.Reserved - amount, Spent = before.Spent + amount };
        Assert.That(await Of(resident, budget), Is.EqualTo(after));
        await resident.Follow("main a[href*='/factuur/']");
        var line = resident.Path;
        Assert.That(await resident.Figure("line"), Is.EqualTo(amount));
        Assert.That(await resident.Says(), Does.Contain("Nog niet. Dit wacht op de volgende betaling van de gemeente."));

        await PayByTwo();

        var number = (await Rows.Of(Portal.ConnectionString, $"SELECT declaration_number FROM declaration_messages WHERE id = '{declaration}'")).Single();
        var payment = $"main tbody tr:has(th:has-text('{number}'))";
        await provider.Open("/aanbieder/betalingen");
        Assert.That(await provider.Html(payment), Does.Contain("16-06-2026").And.Contain("124,80").And.Contain("Goedgekeurd, nog niet bij de bank"));
        Assert.That((await Portal.Run("payments", "--out", Path.Combine(folder, "betalen.xml"))).ExitCode, Is.Zero);
        await provider.Open("/aanbieder/betalingen");
        Assert.That(await provider.Html(payment), Does.Contain("Opdracht bij de bank"));
        await resident.Open(line);
        Assert.That(await resident.Says(), Does.Contain("Nog niet. De gemeente betaalt op 16 juni 2026."));
        Assert.That(await Of(resident, budget), Is.EqualTo(after), "paying changes none of the four");
        var verified = await Portal.Run("verify");
        Assert.That(verified.ExitCode, Is.Zero, verified.Errors);
    }

    /// <summary>A month of the demo, in which the line of this budget names another product.</summary>
    /// <returns>The file, and how much that line is.</returns>
    private async Task<(string File, Money Wrong)> MonthWithOneWrongLine(string budget)
    {
        var file = Path.Combine(folder, "mei.xml");
        var made = await Portal.Run("demo", "declaration", "--provider", "aanbieder", "--month", "2026-05", "--out", file);
        Assert.That(made.ExitCode, Is.Zero, made.Errors);
        var text = await File.ReadAllTextAsync(file);
        foreach (var number in await Rows.Of(Portal.ConnectionString, $"SELECT a.number FROM assignments a JOIN budgets b ON b.id = a.budget_id WHERE b.number = '{budget}'"))
        {
            var line = Regex.Match(text, $"ToewijzingNummer>{number}<.*?ProductCode>(?<product>[^<]+)<.*?Bedrag>(?<cents>[0-9]+)<", RegexOptions.Singleline, TimeSpan.FromSeconds(5));
            if (line.Success)
            {
                var product = line.Groups["product"];
                await File.WriteAllTextAsync(file, $"{text[..product.Index]}99X99{text[(product.Index + product.Length)..]}");
                return (file, new Money(long.Parse(line.Groups["cents"].Value, CultureInfo.InvariantCulture)));
            }
        }

        throw new InvalidOperationException($"Nothing of {budget} is in the month.");
    }

    private async Task PayByTwo()
    {
        var (one, other) = (await Visit("financien2"), await Visit("financien"));
        await one.Open("/financien/betalingen/nieuw");
        var toPay = await one.Figure("to-pay");
        await one.Send("main form[method=post] button");
        await other.Open(one.Path);
        await other.Send("main form[action*='handler=Approve'] button");
        Assert.That(await other.Figure("paid"), Is.EqualTo(toPay));
    }
}
