using System.Globalization;
using Budget.Core.Budgets;
using Budget.Core.Closing;
using Budget.Core.Configuration;
using Budget.Core.Decisions;
using Budget.Core.Disputes;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Providers;
using Budget.Core.Statements;
using Budget.Core.SupportRequests;
using Portal.Pages.SupportRequests;
using Portal.Text;

namespace Budget.Tests.Unit;

/// <summary>Every kind of paper that the portal makes, of made-up people: what must hold of one must hold of all.</summary>
internal static class Papers
{
    public const string Check = "https://eigenregie.example.nl/controleer";
    public const string Name = "mevrouw Ł. Đorđević-Șerban van ’t Hooft";
    public static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");
    public static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");
    private static readonly string Logo = Convert.ToBase64String(Pictures.Png(60, 40));
    private static readonly Lazy<IReadOnlyDictionary<string, byte[]>> Made = new(Make);
    private static readonly Lazy<IReadOnlyDictionary<string, ReadPdf>> Read = new(() => Made.Value.ToDictionary(paper => paper.Key, paper => new ReadPdf(paper.Value), StringComparer.Ordinal));

    public static Letterhead Letterhead { get; } = new("#7a1f4b", Logo);

    /// <summary>By name, as they are written.</summary>
    public static IReadOnlyDictionary<string, byte[]> All => Made.Value;

    /// <summary>The same, each taken apart once.</summary>
    public static IReadOnlyDictionary<string, ReadPdf> Taken => Read.Value;

    /// <summary>The one with everything in it: a table, a list, a chart, a code to scan, headings of two levels.</summary>
    public static byte[] Fullest => All["statement nl"];

    private static Dictionary<string, byte[]> Make()
    {
        Dictionary<string, byte[]> papers = new(StringComparer.Ordinal);
        foreach (var culture in new[] { Dutch, English })
        {
            var language = culture.TwoLetterISOLanguageName;
            var statement = LongStatement();
            papers[$"statement {language}"] = StatementDocument.Write(statement, culture, Check);
            papers[$"summary {language}"] = SummaryDocument.Write(statement, culture, Check);
            papers[$"statement of nothing {language}"] = StatementDocument.Write(Booked.Of(BudgetOf(), Period.Year(2026), []), culture);
            papers[$"year account {language}"] = YearDocument.Write(AccountOfYear(), new(2027, 1, 5), culture, Letterhead);
            papers[$"care agreement {language}"] = AgreementPaper.Write(Agreement(), culture, Letterhead);
            papers[$"request {language}"] = RequestPaper.Write(Asked(), Letterhead, culture, SayIn(culture, "/Pages/SupportRequests/Paper.cshtml"));
            papers[$"late decision {language}"] = LateLetter.Write(Late(), new(2026, 7, 1), Letterhead, culture, SayIn(culture, "/Pages/SupportRequests/Late.cshtml"));
            var refused = OnOurPaper(DecisionLetterTests.Decided(DecisionKind.Refuse, "network"));
            papers[$"objection {language}"] = DecisionLetter.OnObjection(refused.Decision, Objection, culture);
            foreach (var (kind, ground) in DecisionLetterTests.Letters)
            {
                papers[$"decision {kind} {language}"] = DecisionLetter.Write(OnOurPaper(DecisionLetterTests.Decided(kind, ground)), culture);
            }
        }

        return papers;
    }

    public static DecisionOverview.Answer OnOurPaper(DecisionOverview.Answer answer) =>
        answer with { Decision = answer.Decision with { Colour = Letterhead.Colour, Logo = Letterhead.Logo, ResidentName = Name } };

    private static readonly DecisionOverview.Objection Objection = new(
        "", "2026-000003", Name, new(2026, 7, 1), "Mijn dochter woont te ver weg.", "", new(2026, 9, 7), new DateTimeOffset(2026, 8, 3, 10, 0, 0, TimeSpan.Zero), "Naam collega", "unfounded", "Zij komt elke week.");

    public static PersonalBudget BudgetOf(string resident = Name, string provider = "De Helpende Hand") => new(
        new BudgetId(Guid.Parse("0198c0de-0000-7000-8000-000000000001")), "2026-000012", "0406", "Huizen", "035 528 1911",
        new ResidentId(Guid.Parse("0198c0de-0000-7000-8000-000000000002")), resident, new(1948, 3, 12), "2026-000034", new(2026, 1, 5), "2026-000007",
        "02A01", "Begeleiding", "Guidance", CareUnit.Hour, "personfollowing", new Quantity(3), "week", new Money(6600), new(2026, 1, 1), new(2026, 12, 31),
        12, provider, "035 000 0000", new Money(6000), null, null, null, null, null, 0);

    /// <summary>Three pages: a year of invoices of two providers, two of them taken back, and one that the resident disputes.</summary>
    private static Statement LongStatement()
    {
        List<Booked.Move> moves =
        [
            new(PostingKind.Grant, Account.Fund, Account.Available, 1_029_600, new(2026, 1, 5)),
            new(PostingKind.Reserve, Account.Available, Account.Reserved, 900_000, new(2026, 1, 8), "De Helpende Hand"),
        ];
        for (var day = new DateOnly(2026, 1, 31); day.Month < 11; day = day.AddDays(7))
        {
            moves.Add(new(PostingKind.Invoice, Account.Reserved, Account.Payable, 12_000, day, day.DayNumber % 2 == 0 ? "De Helpende Hand" : "Thuis in de Buurt"));
        }

        moves.Add(new(PostingKind.Reversal, Account.Payable, Account.Reserved, 12_000, new(2026, 11, 3), "De Helpende Hand", Reverses: 4));
        moves.Add(new(PostingKind.Reversal, Account.Payable, Account.Reserved, 12_000, new(2026, 11, 4), "Thuis in de Buurt", Reverses: 7));
        moves.Add(new(PostingKind.Payment, Account.Payable, Account.Paid, 24_000, new(2026, 11, 5), "De Helpende Hand"));
        var standing = new LineStanding(null, new DateTimeOffset(2026, 11, 6, 9, 0, 0, TimeSpan.Zero), null, null, null, null, new(2026, 11, 20), new(2026, 12, 4), null);
        return Booked.Of(BudgetOf(), Period.Year(2026), moves) with
        {
            Disputed = new Money(12_000),
            Standings = new Dictionary<long, LineStanding> { [10] = standing },
            Letterhead = Letterhead,
        };
    }

    private static YearAccount AccountOfYear() => new(
        BudgetOf() with { FundingForm = "personheld" }, 2026, new(2026, 12, 31), new DateOnly(2027, 1, 4), [2026],
        new YearFigures(Money.Zero, new Money(1_029_600), Money.Zero, new Money(400_000), Money.Zero, Money.Zero, new Money(300_000), Money.Zero, new Money(5_000), new Money(100_000), new Money(2_500)),
        [new HelperOfYear("2026-000001", "Fatima El Amrani", "hours", new Quantity(62.5m), new Money(300_000), new Money(1_000), Money.Zero), new HelperOfYear("2026-000002", "Buurvrouw Çağla", "allowance", new Quantity(4), new Money(100_000), Money.Zero, Money.Zero)],
        new Money(1_500), new DateOnly(2027, 3, 13), IsDue: false, ReadsAlong: false);

    public static AgreementText.Answer Agreement(string holder = Name, string helper = "Fatima El Amrani") => new(
        "2026-000021", AgreementState.WaitsForMunicipality, "2026-000012", "2026-000007", new ResidentId(Guid.Parse("0198c0de-0000-7000-8000-000000000002")), holder, new(1948, 3, 12), "Huizen",
        "Begeleiding", "Guidance", CareUnit.Hour, Agreeing.Terms() with { HelperName = helper }, holder, OnBehalf: false, new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), Replaces: null,
        [new AgreementText.Said("signed", helper, new DateTimeOffset(2026, 3, 3, 9, 0, 0, TimeSpan.Zero), "")], "", new DateTimeOffset(2026, 4, 2, 9, 0, 0, TimeSpan.Zero), HelperId: null, IsHelper: false,
        ActsForHolder: false, LastOn: null, "", StandsInFor: null);

    private static CaseOverview.Answer Asked() => Case(new CaseFacts(new DateOnly(2026, 7, 27)), new(2026, 6, 16));

    private static CaseOverview.Answer Late() => Case(
        new CaseFacts(new DateOnly(2026, 7, 27), ReportVersion: 1, ReportedOn: new(2026, 6, 14), Answer: "agreed", AppliedOn: new(2026, 6, 15), DecideBy: new(2026, 6, 29)), new(2026, 7, 1));

    private static CaseOverview.Answer Case(CaseFacts facts, DateOnly today) => new(
        new CaseOverview.Request(
            new RequestId(Guid.Parse("0198c0de-0000-7000-8000-000000000003")), "2026-000007", "0406", "Huizen", "035 528 1911", new ResidentId(Guid.Parse("0198c0de-0000-7000-8000-000000000002")), Name,
            "999990019", new(1948, 3, 12), Name, new(2026, 6, 15), new(2026, 7, 27), "Ik kan niet meer alleen wonen.\nMijn dochter is ver weg.", "Mijn dochter", "Hulp in huis", "De Helpende Hand", "personfollowing",
            "Koken lukt nog.", "", "", 0, "", null, "phone", "haar zoon"),
        [new SupportNeed(LifeDomain.Household, "Een schoon huis.")], new CaseOverview.Plan("Zelf de planten doen.", 1, new(2026, 6, 16), new(2026, 6, 16)), [], null, [], [], facts, CaseProgress.Of(today, facts));

    /// <summary>The words of a page in one language, whatever the thread speaks.</summary>
    private static Say SayIn(CultureInfo culture, string page) => (key, parts) =>
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = culture;
            return PageText.For(page, key, parts);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    };
}
