using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.XPath;
using Budget.Core.Budgets;
using Budget.Core.Closing;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Plans;

namespace Budget.Tests.Databases;

/// <summary>
/// The books as an accountant's program takes them in: as the schema of XAF 3.2 has it, to the cent what the portal says, and without a name of anybody. One town per engine, through two years, with
/// each kind of posting.
/// </summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class AuditFileTests(Engine engine)
{
    private static readonly string[] DebitAndCredit = ["D", "C"];
    private static readonly string[] DaysOfCare = ["2026-01-31", "2026-01-31"];
    private static readonly string[] DebitedAndCredited = ["gereserveerd", "te_betalen"];
    private const string Who = "Wilhelmina <Zwart> & Zn";

    /// <summary>What may stand in each element, in its order; <c>?</c> may be left out, <c>*</c> any number. From the published schema.</summary>
    private static readonly Dictionary<string, string> Schema = new(StringComparer.Ordinal)
    {
        ["auditfile"] = "header company",
        ["header"] = "fiscalYear startDate endDate curCode dateCreated softwareDesc? softwareVersion?",
        ["company"] = "companyIdent? companyName taxRegistrationCountry taxRegIdent streetAddress* postalAddress* customersSuppliers? generalLedger? vatCodes? periods? openingBalance? transactions?",
        ["customersSuppliers"] = "customerSupplier*",
        ["customerSupplier"] = "custSupID custSupName? contact? telephone? fax? eMail? website? commerceNr? taxRegistrationCountry? taxRegIdent? relationshipID? custSupTp? custSupGrpID?",
        ["generalLedger"] = "ledgerAccount ledgerAccount* basics?",
        ["ledgerAccount"] = "accID accDesc accTp leadCode? leadDescription?",
        ["periods"] = "period*",
        ["period"] = "periodNumber periodDesc? startDatePeriod startTimePeriod? endDatePeriod endTimePeriod?",
        ["openingBalance"] = "opBalDate opBalDesc? linesCount totalDebit totalCredit obLine* obSubledgers?",
        ["obLine"] = "nr accID amnt amntTp",
        ["transactions"] = "linesCount totalDebit totalCredit journal* subledgers?",
        ["journal"] = "jrnID desc jrnTp? offsetAccID? bankAccNr? transaction*",
        ["transaction"] = "nr desc? periodNumber trDt amnt? amntTp? sourceID? userID? trLine*",
        ["trLine"] = "nr accID docRef effDate desc? amnt amntTp recRef? matchKeyID? custSupID? invRef? orderRef? receivingDocRef? shipDocRef? costID? prodID? projID?",
    };

    /// <summary>What each value has to look like.</summary>
    private static readonly Dictionary<string, string> Values = $$"""
        fiscalYear [0-9]{4}  startDate {{Day}}  endDate {{Day}}  dateCreated {{Day}}  curCode EUR  softwareDesc .{1,50}  softwareVersion .{1,20}
        companyIdent .{1,35}  companyName .{1,999}  taxRegistrationCountry NL  taxRegIdent .{0,30}  custSupID .{1,35}  custSupName .{1,50}  commerceNr [0-9]{8}
        custSupTp [BCOS]  accID .{1,35}  accDesc .{1,999}  accTp [BMP]  periodNumber [0-9]{1,3}  periodDesc .{1,50}  startDatePeriod {{Day}}
        endDatePeriod {{Day}}  opBalDate {{Day}}  opBalDesc .{1,999}  linesCount [0-9]{1,10}  totalDebit {{Euros}}  totalCredit {{Euros}}  nr .{1,35}
        amnt {{Euros}}  amntTp [CD]  jrnID .{1,35}  desc .{1,999}  jrnTp [BCGMOPSTYZ]  trDt {{Day}}  docRef .{1,999}  effDate {{Day}}  invRef .{1,999}
        costID 20[0-9]{2}-[0-9]{6}  prodID .{1,35}
        """.Split(["  ", "\n"], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToDictionary(value => value.Split(' ', 2)[0], value => value.Split(' ', 2)[1], StringComparer.Ordinal);

    private const string Day = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
    private const string Euros = @"[0-9]{1,18}\.[0-9]{2}";
    private Town town = null!;
    private Actor auditor = null!;
    private Grant held = null!;
    private Assigned client = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        town = await Town.On(engine, FakeClock.On(2025, 3, 1));
        auditor = await town.User("controle", Role.Auditor, Town.Huizen);
        var years = new Period(new(2025, 3, 1), new(2026, 12, 31));
        held = await town.BudgetOf(1000m, FundingForm.PersonHeld, years, await town.Resident(Who));
        var agreement = await town.Agreement(held, period: years);
        client = await Assigned.In(town, euros: 2400m, years);
        for (var month = new DateOnly(2025, 3, 1); month.Month < 6; month = month.AddMonths(1))
        {
            town.Clock.GoTo(month.AddMonths(1).AddDays(2));
            Assert.That((await new ForwardClaim(town.Database).Do(held.Resident.Actor, town.Key(), new(agreement, month, new(10.5m)))).Refusal, Is.Null);
        }

        town.Clock.GoTo(new(2026, 6, 15));
        await town.Accounts();
        await town.Import("M1", client.Debit("R1", 1, 4), client.Debit("R2", 2, 3));
        await town.Pay();
        await town.Import("M2", client.Debit("R3", 3, 2));
        Assert.That((await town.Reverse(held.BudgetNumber, 3, "Deze maand telt dubbel.")).Refusal, Is.Null);
        await town.Choose(await town.BudgetOf(600m));
        var shifting = await town.BudgetOf(100m);
        var second = await town.AlsoGrant(shifting, 50m);
        var shift = await new ProposeShift(town.Database).Do(shifting.Resident.Actor, town.Key(), new(shifting.RequestNumber, shifting.BudgetNumber, second, new Money(2_501), "Meer hulp in huis."));
        Assert.That((await new AgreeToShift(town.Database).Do(town.Caseworker, town.Key(), new(shifting.RequestNumber, shift.Value, Agrees: true))).Refusal, Is.Null);
        var ended = await town.BudgetOf(100m, FundingForm.PersonHeld);
        Assert.That((await new WithdrawProvision(town.Database).Do(
            town.Caseworker, town.Key(), new(ended.RequestNumber, ended.BudgetNumber, new(2026, 6, 30), WithdrawalGround.B, "Het is niet meer nodig."))).Refusal, Is.Null);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private async Task<string> Written(int year, Actor? by = null)
    {
        using var file = new MemoryStream();
        Assert.That(await new AuditFile(town.Database).Write(by ?? auditor, year, file), Is.Not.Null);
        return Encoding.UTF8.GetString(file.ToArray());
    }

    private async Task<AuditFileText> Xaf(int year, Actor? by = null) => new(await Written(year, by));

    [TestCase(2024)]
    [TestCase(2025)]
    [TestCase(2026)]
    public async Task Every_element_stands_where_the_schema_has_it_and_holds_what_it_may(int year)
    {
        var file = await Xaf(year);

        foreach (var element in file.Select("//*"))
        {
            if (Schema.TryGetValue(element.LocalName, out var content))
            {
                var children = string.Concat(element.SelectChildren(XPathNodeType.Element).Cast<XPathNavigator>().Select(child => $"{child.LocalName} "));
                Assert.That(children, Does.Match($"^{Regex.Replace(content, "(?<name>[A-Za-z]+)(?<often>[?*]?) ?", "(${name} )${often}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)}$"), element.LocalName);
            }
            else
            {
                Assert.That(Values, Does.ContainKey(element.LocalName));
                Assert.That(element.Value, Does.Match($"^{Values[element.LocalName]}$"), element.LocalName);
            }
        }

        Assert.That(file.Values("//periodNumber[parent::period]"), Is.EqualTo(Enumerable.Range(1, 12).Select(month => month.ToString(CultureInfo.InvariantCulture))));
        Assert.That(file.Values("//startDate | //endDate | //dateCreated"), Is.EqualTo(new[] { $"{year}-01-01", $"{year}-12-31", "2026-06-15" }));
    }

    [TestCase(2024, 0)]
    [TestCase(2025, 3)]
    [TestCase(2026, 5)]
    public async Task What_is_counted_is_there_and_what_is_named_is_declared_once(int year, int journals)
    {
        var file = await Xaf(year);

        foreach (var part in new[] { (Path: "//transactions", file.Lines), (Path: "//openingBalance", Lines: file.Opening) })
        {
            Assert.That(file.Values($"{part.Path}/linesCount"), Is.EqualTo(new[] { part.Lines.Count.ToString(CultureInfo.InvariantCulture) }));
            var (debit, credit) = (part.Lines.Where(line => line.Amount.IsPositive), part.Lines.Where(line => line.Amount.IsNegative));
            Assert.That(AuditFileText.Amount(file.Values($"{part.Path}/totalDebit").Single()), Is.EqualTo(debit.Aggregate(Money.Zero, (sum, line) => sum + line.Amount)));
            Assert.That(AuditFileText.Amount(file.Values($"{part.Path}/totalCredit").Single()), Is.EqualTo(credit.Aggregate(Money.Zero, (sum, line) => sum - line.Amount)));
        }

        foreach (var transaction in file.Select("//transaction"))
        {
            Assert.That(transaction.Select("trLine/amnt").Cast<XPathNavigator>().Select(amount => amount.Value).Distinct().Count(), Is.EqualTo(1));
            Assert.That(transaction.Select("trLine/amntTp").Cast<XPathNavigator>().Select(side => side.Value), Is.EqualTo(DebitAndCredit));
        }

        Assert.That(file.Values("//transaction/nr"), Is.Unique.And.EquivalentTo(
            await Rows.Of(town.ConnectionString, $"SELECT b.number || '/' || p.number FROM postings p JOIN budgets b ON b.id = p.budget_id WHERE p.posted_on BETWEEN '{year}-01-01' AND '{year}-12-31'")));
        Assert.That(file.Values("//ledgerAccount/accID"), Is.Unique.And.SupersetOf(file.Values("//trLine/accID").Concat(file.Values("//obLine/accID")).Distinct()));
        Assert.That(file.Values("//customerSupplier/custSupID"), Is.Unique.And.EquivalentTo(file.Values("//trLine/custSupID").Distinct()));
        Assert.That(file.Values("//journal/jrnID"), Is.Unique.And.Exactly(journals).Items);
    }

    [TestCase(2024)]
    [TestCase(2025)]
    [TestCase(2026)]
    public async Task What_stood_there_and_what_moved_make_the_trial_balance_of_the_last_day_to_the_cent(int year)
    {
        var file = await Xaf(year);
        var before = (await new TrialBalance(town.Database).On(auditor, new(year - 1, 12, 31)))!.ByBooking;
        var after = (await new TrialBalance(town.Database).On(auditor, new(year, 12, 31)))!.ByBooking;

        Assert.That(On(file.Opening), Is.EqualTo((before, -before.Granted)));
        Assert.That(On(file.Opening.Concat(file.Lines)), Is.EqualTo((after, -after.Granted)));
        Assert.That(after.Granted.IsPositive, Is.EqualTo(year > 2024));
    }

    private static (Balance Budgets, Money Funds) On(IEnumerable<AuditFileText.Line> lines)
    {
        var all = lines.ToList();
        return (new Balance(AuditFileText.Sum(all, "beschikbaar"), AuditFileText.Sum(all, "gereserveerd"), AuditFileText.Sum(all, "te_betalen"), AuditFileText.Sum(all, "betaald")), AuditFileText.SumOfFunds(all));
    }

    [Test]
    public async Task The_lines_of_a_budget_over_all_years_are_its_balance()
    {
        var lines = (await Xaf(2025)).Lines.Concat((await Xaf(2026)).Lines).ToLookup(line => line.Budget);

        Assert.That(lines.Select(budget => budget.Key), Is.EquivalentTo(await Rows.Of(town.ConnectionString, "SELECT number FROM budgets")));
        foreach (var budget in lines)
        {
            var ours = (await new BudgetOverview(town.Database).Of(town.Finance, budget.Key!))!.Balance;
            Assert.That(On(budget), Is.EqualTo((ours, -ours.Granted)), budget.Key);
        }
    }

    [Test]
    public async Task No_name_of_a_resident_or_a_helper_no_BSN_and_nothing_that_somebody_typed_is_in_it()
    {
        var written = await Written(2025) + await Written(2026);

        foreach (var word in new[] { "Wilhelmina", "Zwart", "Jan Jansen", "Fatima", "El Amrani", client.Bsn, "R1", "R2", "Meer hulp", "niet meer nodig", "telt dubbel", "hidden", "enc1:" })
        {
            Assert.That(written, Does.Not.Contain(word));
        }

        Assert.That(Regex.IsMatch(written, "(^|[^0-9])9999[0-9]{5}([^0-9]|$)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture), Is.False);
        Assert.That(written, Does.Contain("<custSupName>De Helpende Hand</custSupName>").And.Contain("<commerceNr>12345678</commerceNr>").And.Contain("<custSupName>Zorgovereenkomst 2025-000001</custSupName>"));
        Assert.That(written, Does.Contain("<custSupID>zo-2025-000001</custSupID>").And.Not.Contain("<custSupID>20"), "no party looks like a budget");
        Assert.That(written, Does.Contain("<desc>Uren van zorgovereenkomst 2025-000001: 10,5 uur, maart 2025</desc>").And.Contain("<desc>aanbieder 12345678: 4 uur, januari 2026</desc>"));
    }

    [Test]
    public async Task The_day_of_the_care_stands_beside_the_day_of_booking()
    {
        var invoice = (await Xaf(2026)).Select("//journal[jrnID = 'inkoop']/transaction").First();

        Assert.That(invoice.SelectSingleNode("trDt")!.Value, Is.EqualTo("2026-06-15"));
        Assert.That(invoice.SelectSingleNode("periodNumber")!.Value, Is.EqualTo("6"));
        Assert.That(invoice.Select("trLine/effDate").Cast<XPathNavigator>().Select(day => day.Value), Is.EqualTo(DaysOfCare));
        Assert.That(invoice.Select("trLine/accID").Cast<XPathNavigator>().Select(account => account.Value), Is.EqualTo(DebitedAndCredited), "the account that gives is debited: a creditor stands in credit");
    }

    [Test]
    public async Task A_year_that_is_over_says_the_same_when_one_of_its_postings_is_taken_back_later()
    {
        var before = await Written(2025);
        Assert.That((await town.Reverse(held.BudgetNumber, 2, "Zij lag in het ziekenhuis.")).Refusal, Is.Null);

        Assert.That(await Written(2025), Is.EqualTo(before));
        Assert.That(await Written(2026), Does.Contain("<desc>Correctie: boeking 2 is teruggedraaid</desc>").And.Not.Contain("ziekenhuis"));
    }

    [Test]
    public async Task Whatever_a_provider_is_called_the_file_stays_a_file()
    {
        Assert.That(await NameIn("De \u202Eomgekeerde\u0001 Hand <b>&amp;]]></b>"), Is.EqualTo("De omgekeerde Hand <b>&amp;]]></b>"));
        Assert.That(await NameIn("Zorg \uFFFE&\t\"Co\""), Is.EqualTo("Zorg & \"Co\""));
    }

    [Test]
    public async Task A_long_name_is_cut_and_no_sign_of_it_in_half() =>
        Assert.That(await NameIn($"{new string('x', 49)}\U0001F600 en nog meer"), Is.EqualTo(new string('x', 49)));

    /// <summary>Put there by somebody who goes round the portal.</summary>
    private async Task<string> NameIn(string name)
    {
        await Sql.Execute(town, $"UPDATE providers SET name = '{name}' WHERE agb = '{Town.Agb}'");
        try
        {
            return (await Xaf(2026)).Values($"//customerSupplier[custSupID = '{Town.Agb}']/custSupName").Single();
        }
        finally
        {
            await Sql.Execute(town, $"UPDATE providers SET name = 'De Helpende Hand' WHERE agb = '{Town.Agb}'");
        }
    }

    [Test]
    public async Task Who_may_not_see_the_books_gets_nothing_and_another_municipality_only_its_own()
    {
        using var file = new MemoryStream();
        foreach (var other in new[] { town.Caseworker, town.ProviderStaff, held.Resident.Actor })
        {
            Assert.That(await new AuditFile(town.Database).Write(other, 2026, file), Is.Null);
        }

        Assert.That(file.Length, Is.Zero);
        var elsewhere = await Xaf(2026, town.Finance with { MunicipalityCode = Town.Hilversum });
        Assert.That((elsewhere.Lines.Count, elsewhere.Opening.Count, elsewhere.Values("//companyName").Single()), Is.EqualTo((0, 0, "Gemeente Hilversum")));
    }

    [Test]
    public async Task The_postings_of_the_year_are_found_by_their_day_however_long_the_history()
    {
        if (engine != Engine.Sqlite)
        {
            Assert.Ignore("PostgreSQL plans by what is in its tables.");
        }

        foreach (var question in new[] { AuditFile.PartiesSql, AuditTransactions.TransactionsSql })
        {
            var asked = question.Replace("@StartsOn", "'2026-01-01'", StringComparison.Ordinal).Replace("@EndsOn", "'2026-12-31'", StringComparison.Ordinal).Replace("@municipality", "'0406'", StringComparison.Ordinal);
            var plan = await Rows.Of(town.ConnectionString, $"EXPLAIN QUERY PLAN {asked}");
            Assert.That(plan[0], Does.Contain("SEARCH p USING INDEX postings_by_day (posted_on>? AND posted_on<?)"), string.Join('\n', plan));
        }
    }

    [Test]
    public async Task Each_element_that_the_portal_explains_is_in_the_file()
    {
        var names = (await Xaf(2026)).Select("//*").Select(element => element.LocalName).ToHashSet(StringComparer.Ordinal);

        Assert.That(names, Is.SupersetOf(AuditFile.Elements));
    }
}
