using Budget.Bench;

// dotnet run -c Release --project Budget.Bench [name ...] [--write]
Measurement[] all =
[
    new("page", "the budget page over HTTP, beside a static file of the same portal.", BalancePage.Run),
    new("question", "the question behind that page, beside one row found by its key on an open connection.", OverviewQuestion.Run),
    new("posting", "one claim with all promises kept, beside one bare row; both durable when answered.", DurablePosting.Run),
    new("statement", "the PDF of a year's statement; with the database, beside the writer alone.", StatementPdf.Run),
    new("verify", "every promise of the ledger checked again, beside reading the rows and hashing each.", VerifyPostings.Run),
    new("import", "a declaration message taken in, beside writing two bare rows a line in one transaction.", ImportLines.Run),
];
var write = args.Contains("--write");
var names = args.Where(argument => argument != "--write").ToList();
if (names.Except(all.Select(one => one.Name)).FirstOrDefault() is { } unknown)
{
    await Console.Error.WriteLineAsync($"'{unknown}' is not measured. Choose from: {string.Join(", ", all.Select(one => one.Name))}");
    return 1;
}

if (write && names.Count > 0)
{
    await Console.Error.WriteLineAsync("--write writes the whole page: it takes no names.");
    return 1;
}

List<Figure> figures = [];
foreach (var measurement in all.Where(one => names.Count == 0 || names.Contains(one.Name)))
{
    await Console.Error.WriteLineAsync($"{measurement.Name} …");
    figures.AddRange(await measurement.Run());
}

Console.WriteLine($"{Report.Machine}\n\n{Report.Table(figures)}");
if (write)
{
    await File.WriteAllTextAsync(Path.Combine("docs", "performance.md"), Report.Page(all, figures));
}

return 0;
