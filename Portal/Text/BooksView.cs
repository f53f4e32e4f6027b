namespace Portal.Text;

/// <summary>The books as finance and the auditor both see them.</summary>
/// <param name="Path">The page that shows them, for the question about a day and the links to older months.</param>
/// <param name="MayClose">Finance closes months and years; the auditor changes nothing.</param>
public sealed record BooksView(BooksPage Page, string Path, bool MayClose = false)
{
    /// <summary>Where the fund of a year stands, for the same people.</summary>
    public string FundPath => MayClose ? "/financien/fonds" : "/controle/fonds";

    /// <summary>Who is owed and was paid what, which the accounts of today come from.</summary>
    public string CreditorsPath => MayClose ? "/financien/aanbieders" : "/controle/aanbieders";
}
