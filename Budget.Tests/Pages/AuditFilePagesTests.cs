using System.Net;

namespace Budget.Tests.Pages;

/// <summary>The audit file as finance and the auditor take it along.</summary>
public sealed class AuditFilePagesTests
{
    private static readonly string[] BothYears = ["/boeken/auditfile.xml?jaar=2026", "/boeken/auditfile.xml?jaar=2025"];

    [TestCase("financien", "/financien/boeken")]
    [TestCase("controle", "/controle/boeken")]
    public async Task Each_year_with_postings_is_taken_along_from_the_books(string persona, string books)
    {
        using var client = await Client.SignedInAs(PagesPortal.Portal, persona);
        var links = (await client.Get(books)).Document.QuerySelectorAll("main a[href^='/boeken/auditfile.xml']").Select(link => link.GetAttribute("href")!).ToList();

        Assert.That(links, Is.EqualTo(BothYears));
        foreach (var link in links)
        {
            var answer = await client.Get(link);
            Assert.That((answer.Status, answer.Header("Content-Type"), answer.Header("Content-Disposition")), Is.EqualTo((HttpStatusCode.OK, "application/xml; charset=utf-8", $"attachment; filename=auditfile-0406-{link[^4..]}.xml")));
            var file = new AuditFileText(answer.Body);
            Assert.That((file.Values("//fiscalYear").Single(), file.Values("//companyName").Single()), Is.EqualTo((link[^4..], "Gemeente Huizen")));
            Assert.That(file.Lines, Is.Not.Empty);
        }
    }

    [TestCase("controle", "?jaar=x", HttpStatusCode.NotFound)]
    [TestCase("controle", "?jaar=1999", HttpStatusCode.NotFound)]
    [TestCase("controle", "?jaar=2027", HttpStatusCode.NotFound)]
    [TestCase("controle", "?jaar=99999999999", HttpStatusCode.NotFound)]
    [TestCase("controle", "?jaar=", HttpStatusCode.OK)]
    [TestCase("controle", "?jaar=2015", HttpStatusCode.OK)]
    [TestCase("consulent", "?jaar=2026", HttpStatusCode.Forbidden)]
    public async Task What_is_no_year_that_has_begun_is_no_file_and_neither_is_there_one_for_others(string persona, string asked, HttpStatusCode status)
    {
        using var client = await Client.SignedInAs(PagesPortal.Portal, persona);

        Assert.That((await client.Get($"/boeken/auditfile.xml{asked}")).Status, Is.EqualTo(status));
    }
}
