using Budget.Core.Statements;

namespace Budget.Tests.Unit;

/// <summary>The code on a paper, as people copy it.</summary>
public sealed class StatementCodeTests
{
    private static readonly string Code = StatementCode.Of(new BudgetId(Guid.Parse("0198c0de-0000-7000-8000-000000000001")), Period.Year(2026), new(2026, 12, 31), 12, new string('a', 64));

    [Test]
    public void What_people_make_of_it_is_read()
    {
        foreach (var typed in new[] { Code, Code.ToLowerInvariant(), $"  {Code.Replace('-', ' ')} ", Code.Replace("-", "", StringComparison.Ordinal), Code.Replace('0', 'O').Replace('1', 'l'), Code.Replace('-', '–') })
        {
            Assert.That((StatementCode.TryParse(typed, out var code), code), Is.EqualTo((true, Code)), typed);
        }
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("ABCDE-ABCDE-ABCDE-ABCD")]
    [TestCase("ABCDE-ABCDE-ABCDE-ABCDE-A")]
    [TestCase("ABCDE-ABCDE-ABCDE-ABCDU")]
    [TestCase("<script>alert(1)</script>")]
    public void What_is_no_code_is_refused(string? typed) => Assert.That(StatementCode.TryParse(typed, out _), Is.False);

    [Test]
    public void Every_part_of_what_it_says_changes_it()
    {
        var (budget, day, hash) = (new BudgetId(Guid.Parse("0198c0de-0000-7000-8000-000000000001")), new DateOnly(2026, 12, 31), new string('a', 64));
        string[] others =
        [
            StatementCode.Of(new BudgetId(Guid.Parse("0198c0de-0000-7000-8000-000000000002")), Period.Year(2026), day, 12, hash),
            StatementCode.Of(budget, new Period(new(2026, 1, 2), day), day, 12, hash),
            StatementCode.Of(budget, new Period(new(2026, 1, 1), day.AddDays(-1)), day, 12, hash),
            StatementCode.Of(budget, Period.Year(2026), day.AddDays(-1), 12, hash),
            StatementCode.Of(budget, Period.Year(2026), day, 13, hash),
            StatementCode.Of(budget, Period.Year(2026), day, 12, new string('b', 64)),
        ];

        Assert.That(others.Append(Code), Is.Unique);
    }
}
