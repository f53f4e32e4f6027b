using Budget.Bench;

// bin/bench [name ...] [--write]
if (args is [ManyCallers.RawMode])
{
    await ManyCallers.Raw();
    return 0;
}

Measurement[] all =
[
    new("posting", "one durable posting, one caller, beside one bare durable row.", DurablePosting.Run),
    new("callers", "32 callers at once beside one, as the disk is and with each sync slowed by a millisecond.", ManyCallers.Run),
    new("batch", "100 postings in one transaction, beside their bare rows; and what the hash chain takes of it.", PostingBatch.Run),
    new("postgres", "16 clients on PostgreSQL, beside the best plain-SQL function we can write.", PostgresPostings.Run),
    new("balance", "a balance and a statement in 10 million postings, beside the same in 10,000.", BalanceAtSize.Run),
    new("books", "the trial balance and verify of a town with a million postings.", TownBooks.Run),
    new("journal", "loading 100,000 transactions and one balance, beside Debian's ledger and hledger.", LoadJournal.Run),
    new("country", "1.3 million budgets and 30 million postings in one file.", BalanceAtSize.RunCountry),
    new("page", "the budget page over HTTP, beside a static file of the same portal.", BalancePage.Run),
    new("account", "the account page of a PGB with five years of hours, line by line; with 10,000 beside 60; and the forecast alone.", AccountPage.Run),
    new("question", "the question behind that page, beside one row found by its key on an open connection.", OverviewQuestion.Run),
    new("offers", "the question behind the open offer, beside one row found by its key on an open connection.", OfferQuestion.Run),
    new("worklist", "the worklist of a town of 3,000 residents, at the server beside a static file, and its question beside one case found by its number.", WorklistQuestion.Run),
    new("directory", "the question behind the directory of providers, beside one row found by its key on an open connection.", DirectoryQuestion.Run),
    new("statement", "the PDF of a year's statement; with the database, beside the writer alone; that beside WeasyPrint, PDFKit and Chromium; and those of 200 budgets into files.", StatementPdf.Run),
    new("import", "a declaration message taken in, beside writing two bare rows a line in one transaction.", ImportLines.Run),
    new("large", "a declaration of 100,000 lines taken in, beside one of half as many.", ImportLarge.Run),
    new("reader", "the largest declaration that may be sent, read and held to its rules; beside a bare XmlReader loop over the same bytes.", ReadLarge.Run),
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
    await Console.Error.WriteLineAsync("--write writes the whole table: it takes no names.");
    return 1;
}

List<Measured> measured = [];
var failed = false;
foreach (var measurement in all.Where(one => names.Count == 0 || names.Contains(one.Name)))
{
    await Console.Error.WriteLineAsync($"{measurement.Name} …");
    PeakMemory.Reset();
    try
    {
        measured.Add(new Measured(measurement, await measurement.Run(), PeakMemory.Bytes));
    }
    catch (Exception fault)
    {
        // What was measured in the half hour before is not thrown away with it.
        await Console.Error.WriteLineAsync($"{measurement.Name} failed: {fault}");
        failed = true;
    }
}

Console.WriteLine(Report.Tables(measured));
if (failed)
{
    await Console.Error.WriteLineAsync("Not everything was measured: nothing is written.");
    return 1;
}

if (write)
{
    Report.WriteInto(Path.Combine("docs", "performance.md"), measured);
}

return 0;
