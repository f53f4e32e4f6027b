namespace Budget.Core.SupportRequests;

/// <summary>
/// The law's terms, in days. A term that would end on a Saturday, a Sunday or a public holiday ends on the next working day
/// (Algemene termijnenwet, art. 1 and 3).
/// </summary>
public static class LegalTerm
{
    /// <summary>Investigation: six weeks after the request (Wmo 2015, 2.3.2 lid 1).</summary>
    public static DateOnly InvestigateBy(DateOnly requestedOn) => ToWorkingDay(requestedOn.AddDays(42));

    /// <summary>Decision: two weeks after the application (2.3.5 lid 2).</summary>
    public static DateOnly DecideBy(DateOnly appliedOn) => ToWorkingDay(appliedOn.AddDays(14));

    /// <summary>Objection: six weeks, from the day after the decision was made known (Awb 6:7 and 6:8).</summary>
    public static DateOnly ObjectBy(DateOnly decidedOn) => ToWorkingDay(decidedOn.AddDays(42));

    /// <summary>Personal plan: seven days after the request (2.3.2 lid 2).</summary>
    public static DateOnly HandInPlanBy(DateOnly requestedOn) => ToWorkingDay(requestedOn.AddDays(7));

    /// <summary>The answer to somebody who asks to see, mend or destroy the own data: a month (AVG art. 12 lid 3).</summary>
    public static DateOnly AnswerDataRequestBy(DateOnly askedOn) => ToWorkingDay(askedOn.AddMonths(1));

    /// <summary>What is to be paid back: six weeks after the decision was made known (Awb 4:87).</summary>
    public static DateOnly PayBy(DateOnly decidedOn) => ToWorkingDay(decidedOn.AddDays(42));

    /// <summary>Decision on an objection: so many weeks from the day after the term for objecting ended; of one that came later, from that day (Awb 7:10 lid 1).</summary>
    public static DateOnly DecideObjectionBy(DateOnly objectBy, DateOnly objectedOn, long weeks) => ToWorkingDay((objectedOn > objectBy ? objectedOn : objectBy).AddDays((int)weeks * 7));

    /// <summary>So many working days after a day: of what somebody may expect and no law says.</summary>
    public static DateOnly WorkingDaysAfter(DateOnly day, int days)
    {
        for (var left = days; left > 0; left--)
        {
            day = ToWorkingDay(day.AddDays(1));
        }

        return day;
    }

    private static DateOnly ToWorkingDay(DateOnly day)
    {
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || IsHoliday(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    /// <summary>The days of art. 3, Good Friday included (lid 2) and 5 May each year.</summary>
    public static bool IsHoliday(DateOnly day)
    {
        var easter = EasterSunday(day.Year);
        var kingsDay = new DateOnly(day.Year, 4, 27);
        return (day.Month, day.Day) is (1, 1) or (5, 5) or (12, 25) or (12, 26)
            || day == easter.AddDays(-2)
            || day == easter.AddDays(1)
            || day == easter.AddDays(39)
            || day == easter.AddDays(50)
            || day == (kingsDay.DayOfWeek == DayOfWeek.Sunday ? kingsDay.AddDays(-1) : kingsDay);
    }

    /// <summary>Easter in the Gregorian calendar, by the rule of Gauss as corrected by Meeus.</summary>
    private static DateOnly EasterSunday(int year)
    {
        var golden = year % 19;
        var (century, yearOfCentury) = Math.DivRem(year, 100);
        var (leapCenturies, centuryRest) = Math.DivRem(century, 4);
        var moonShift = (century - ((century + 8) / 25) + 1) / 3;
        var epact = ((19 * golden) + century - leapCenturies - moonShift + 15) % 30;
        var (leaps, yearRest) = Math.DivRem(yearOfCentury, 4);
        var weekday = (32 + (2 * centuryRest) + (2 * leaps) - epact - yearRest) % 7;
        var late = (golden + (11 * epact) + (22 * weekday)) / 451;
        var (month, dayBefore) = Math.DivRem(epact + weekday - (7 * late) + 114, 31);
        return new DateOnly(year, month, dayBefore + 1);
    }
}
